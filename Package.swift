// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude,
        resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "berry",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "berry", targets: ["berry"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CLibPGQuery", providers: [.apt(["libpg-query-dev"]), .brew(["libpg_query"])]),
        .systemLibrary(name: "CSyncFS"),
        .target(name: "Diagnostics", resources: [.embedInCode("Explanations")], swiftSettings: strict),
        library("Digest", [.target(name: "CLibCrypto", condition: .when(platforms: [.linux]))]),
        library("Failpoints"),
        library("GeneratedFiles"),
        library("Naming"),
        library("Expressions", ["Diagnostics", "Naming"]),
        library("Specification", ["Diagnostics", "Expressions", "Naming", system, yams]),
        library("DomainModel", ["Diagnostics", "Expressions", "Naming", "Specification", "SQL"]),
        library("SpecificationFormats", ["Catalog", "Diagnostics", "Expressions", "Naming", "Specification", "SQL"]),
        library("SQL", ["CLibPGQuery", "Expressions", "Naming"]),
        library("Schema", ["DomainModel", "Expressions", "Naming", "Specification", "SQL"]),
        library("AccessControl", ["DomainModel", "Expressions", "Naming", "Schema", "Specification", "SQL"]),
        library("Postgres", ["CLibPQ", "Diagnostics"]),
        library("LocalPostgres", ["Digest", "Naming", "Postgres", subprocess, system]),
        library("Catalog"),
        library("CatalogReader", ["Catalog", "Postgres"]),
        library("SchemaDiff", ["Catalog"]),
        library("Linting", ["Catalog", "CatalogReader", "Diagnostics", "Postgres"]),
        library(
            "Migrations",
            [
                "AccessControl", "Catalog", "CatalogReader", "Diagnostics", "Digest", "DomainModel", "Failpoints",
                "GeneratedFiles", "LocalPostgres", "Naming", "Postgres", "Schema", "SchemaDiff", "Specification", "SQL",
            ]),
        .target(
            name: "Templates", path: "templates", resources: [.embedInCode("swift-package"), .embedInCode("starters")],
            swiftSettings: strict),
        library(
            "SwiftRepositories",
            ["DomainModel", "Expressions", "GeneratedFiles", "Naming", "Specification", "Templates"]),
        library(
            "Seeding",
            [
                "Diagnostics", "DomainModel", "Expressions", "GeneratedFiles", "Naming", "Postgres", "Schema",
                "Specification", "SQL", system,
            ]),
        library(
            "AccessProof",
            [
                "AccessControl", "Diagnostics", "DomainModel", "Naming", "Postgres", "Schema", "Seeding",
                "Specification", "SQL",
            ]),
        library(
            "Reviewing",
            [
                "AccessControl", "DomainModel", "Expressions", "Naming", "Schema", "Specification",
                "SpecificationFormats", "SQL",
            ]),
        .target(
            name: "Planning", dependencies: ["Diagnostics", "Naming", "Specification"],
            resources: [.embedInCode("Lexicon/Data")], swiftSettings: strict),
        library("ModelProviders", ["Diagnostics", "Digest", "Planning", "Specification"]),
        library(
            "Pipeline",
            [
                "AccessControl", "AccessProof", "Catalog", "Diagnostics", "Digest", "DomainModel", "Failpoints",
                "GeneratedFiles", "Linting", "LocalPostgres", "Migrations", "ModelProviders", "Naming", "Planning",
                "Postgres", "Reviewing", "Schema", "SchemaDiff", "Seeding", "Specification", "SpecificationFormats",
                "SQL", "SwiftRepositories", "Templates",
                .target(name: "CSyncFS", condition: .when(platforms: [.linux])), system,
            ]),
        .executableTarget(
            name: "berry",
            dependencies: [
                "AccessControl", "AccessProof", "Catalog", "Diagnostics", "Linting", "LocalPostgres", "Migrations",
                "ModelProviders", "Naming", "Pipeline", "Planning", "Postgres", "SchemaDiff", "Specification",
                argumentParser, system,
            ], swiftSettings: strict),

        .executableTarget(
            name: "Benchmark",
            dependencies: [
                "Catalog", "CatalogReader", "Diagnostics", "LocalPostgres", "Planning", "Postgres", "SchemaDiff",
                "Specification", "SpecificationFormats",
            ],
            path: "Tests/Benchmark", swiftSettings: strict),
        .target(
            name: "SchemaPairs", dependencies: ["Catalog", "CatalogReader", "LocalPostgres", "Postgres", "SchemaDiff"],
            path: "Tests/SchemaPairs", swiftSettings: strict),
        .executableTarget(
            name: "PairRunner", dependencies: ["LocalPostgres", "SchemaDiff", "SchemaPairs"], path: "Tests/PairRunner",
            swiftSettings: strict),
        // Evolutions of random applications: their specifications, rows, edits, and what becomes of every value.
        .target(
            name: "RandomEvolutions",
            dependencies: [
                "Catalog", "CatalogReader", "DatabaseTesting", "Diagnostics", "DomainModel", "LocalPostgres",
                "Migrations", "Postgres", "Schema", "SchemaDiff", "Specification", "SQL",
            ], path: "Tests/RandomEvolutions", swiftSettings: strict),
        .executableTarget(
            name: "EvolutionRunner", dependencies: ["LocalPostgres", "RandomEvolutions"], path: "Tests/EvolutionRunner",
            swiftSettings: strict),
        // Imports of schemas, and what is generated from them.
        .target(
            name: "ImportedSchemas",
            dependencies: [
                "Catalog", "DatabaseTesting", "Diagnostics", "DomainModel", "LocalPostgres", "Migrations", "Pipeline",
                "Schema", "Specification", "SQL", system,
            ], path: "Tests/ImportedSchemas", swiftSettings: strict),
        .executableTarget(
            name: "ImportRunner", dependencies: ["ImportedSchemas", "RandomEvolutions"], path: "Tests/ImportRunner",
            swiftSettings: strict),
        .testTarget(
            name: "ImportedSchemasTests", dependencies: ["ImportedSchemas", "RandomEvolutions", "Specification"],
            exclude: ["Schemas"],
            swiftSettings: strict),
        // Mutated inputs for the readers.
        .target(
            name: "Fuzzing", dependencies: ["Diagnostics", "Specification", "SpecificationFormats", "SQL"],
            path: "Tests/Fuzzing", swiftSettings: strict),
        .executableTarget(
            name: "FuzzRunner", dependencies: ["Fuzzing"], path: "Tests/FuzzRunner", swiftSettings: strict),
        .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing"], swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "ReadmeTests", dependencies: ["berry"], swiftSettings: strict),
        .target(
            name: "DatabaseTesting",
            dependencies: [
                "AccessControl", "Diagnostics", "DomainModel", "LocalPostgres", "Migrations", "Postgres", "Schema",
                "Specification",
            ], path: "Tests/DatabaseTesting", swiftSettings: strict),
        tests(
            "AccessControl",
            ["DatabaseTesting", "DomainModel", "Migrations", "Postgres", "Schema", "Specification", "SQL"],
            exclude: ["Cases"]),
        tests(
            "AccessProof",
            [
                "AccessControl", "DatabaseTesting", "Diagnostics", "DomainModel", "Migrations", "Postgres", "Schema",
                "Specification", "SQL",
            ]),
        tests("Catalog"),
        // Shared by tests: texts with markers at the places of expected diagnostics.
        .target(
            name: "MarkedSources", dependencies: ["Diagnostics"], path: "Tests/MarkedSources", swiftSettings: strict),
        .testTarget(
            name: "SpecificationTests", dependencies: ["Diagnostics", "MarkedSources", "Specification", system],
            exclude: ["Editing/Bases", "Editing/Cases", "Editing/Expected", "Examples"], swiftSettings: strict),
        tests(
            "SpecificationFormats",
            [
                "AccessControl", "DatabaseTesting", "Diagnostics", "DomainModel", "MarkedSources", "Migrations",
                "Postgres", "Schema", "Specification", "SQL",
            ], exclude: ["Files", "Expected"]),
        .testTarget(
            name: "DomainModelTests", dependencies: ["Diagnostics", "DomainModel", "MarkedSources", "Specification"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "BerryTests",
            dependencies: [
                "berry", "Catalog", "CatalogReader", "DatabaseTesting", "Digest", "HTTPDouble", "LocalPostgres",
                "Postgres", subprocess, system,
            ], exclude: ["Faults"],
            swiftSettings: strict),
        // Shared by tests: what a plan makes of a specification, in memory.
        .target(
            name: "PlannedSpecifications", dependencies: ["Diagnostics", "Specification"],
            path: "Tests/PlannedSpecifications", swiftSettings: strict),
        .executableTarget(
            name: "PlanRunner",
            dependencies: ["Diagnostics", "DomainModel", "PlannedSpecifications", "Planning", "Specification"],
            path: "Tests/PlanRunner", swiftSettings: strict),
        tests(
            "Planning", ["Diagnostics", "DomainModel", "PlannedSpecifications", "Specification"], exclude: ["Cases"]),
        // Shared by tests: a server that answers as it is told.
        .target(name: "HTTPDouble", path: "Tests/HTTPDouble", swiftSettings: strict),
        tests(
            "ModelProviders", ["Diagnostics", "HTTPDouble", "Planning", "Specification"], exclude: ["Expected"]),
        tests("Pipeline", ["Diagnostics", system]),
        tests("Reviewing", ["AccessControl", "DatabaseTesting", "DomainModel"], exclude: ["Expected"]),
        tests("Diagnostics", ["DomainModel", "MarkedSources", "Specification"]),
        tests("Digest"),
        tests(
            "Migrations",
            [
                "Catalog", "CatalogReader", "DatabaseTesting", "Diagnostics", "GeneratedFiles", "LocalPostgres",
                "Postgres", "RandomEvolutions", "Schema", "SchemaDiff", "Specification",
            ], exclude: ["Cases", "Evolutions", "Expected"]),
        tests("Expressions", ["Diagnostics"]),
        tests("Naming"),
        tests("Postgres", ["Diagnostics", "LocalPostgres"]),
        tests("Schema", ["DatabaseTesting", "DomainModel", "Migrations", "Postgres", "Specification", "SQL"]),
        tests(
            "SchemaDiff",
            ["Catalog", "CatalogReader", "DatabaseTesting", "LocalPostgres", "Postgres", "SchemaPairs", system],
            exclude: ["Hazards", "Pairs"]),
        tests(
            "Linting",
            ["Catalog", "DatabaseTesting", "Diagnostics", "Migrations", "Postgres", "Schema", "Specification"],
            exclude: ["Cases"]),
        tests("SQL"),
        tests("LocalPostgres", ["Postgres", subprocess, system]),
        tests(
            "Seeding",
            [
                "Diagnostics", "DomainModel", "Expressions", "GeneratedFiles", "LocalPostgres", "Postgres", "Schema",
                "Specification", "SQL", system,
            ], exclude: ["Expected"]),
        .testTarget(
            name: "SwiftRepositoriesTests",
            dependencies: [
                "AccessControl", "DatabaseTesting", "DomainModel", "GeneratedFiles", "LocalPostgres", "Migrations",
                "Postgres", "Schema", "Specification", "SQL", "SwiftRepositories", "Templates", subprocess, system,
            ],
            exclude: ["Golden", "Models", "Program"], swiftSettings: strict),
    ]
)
