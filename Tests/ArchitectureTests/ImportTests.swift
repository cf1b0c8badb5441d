import Foundation
import Testing

/// Which target may import which: the picture of the architecture, held against the sources.
@Suite struct ImportTests {
    static let allowed: [String: Set<String>] = [
        "Diagnostics": [],
        "Digest": ["CLibCrypto"],
        "Failpoints": [],
        "GeneratedFiles": [],
        "Naming": [],
        "Expressions": ["Diagnostics", "Naming"],
        "Specification": ["Diagnostics", "Expressions", "Naming", "SystemPackage", "Yams"],
        "DomainModel": ["Diagnostics", "Expressions", "Naming", "Specification", "SQL"],
        "SpecificationFormats": ["Catalog", "Diagnostics", "Expressions", "Naming", "Specification", "SQL"],
        "SQL": ["CLibPGQuery", "Expressions", "Naming"],
        "Schema": ["DomainModel", "Expressions", "Naming", "Specification", "SQL"],
        "AccessControl": ["DomainModel", "Expressions", "Naming", "Schema", "Specification", "SQL"],
        "Postgres": ["CLibPQ", "Diagnostics"],
        "TypedSQL": ["Diagnostics", "DomainModel", "Postgres"],
        "LocalPostgres": ["Digest", "Naming", "Postgres", "Subprocess", "SystemPackage"],
        "Catalog": [],
        "CatalogReader": ["Catalog", "Postgres"],
        "SchemaDiff": ["Catalog"],
        "Linting": ["Catalog", "CatalogReader", "Diagnostics", "Postgres"],
        "AccessSurvey": ["Naming", "Postgres", "SQL"],
        "Seeding": [
            "Diagnostics", "DomainModel", "Expressions", "GeneratedFiles", "Naming", "Postgres", "Schema",
            "Specification", "SQL", "SystemPackage",
        ],
        "SwiftRepositories": [
            "DomainModel", "Expressions", "GeneratedFiles", "Naming", "Specification", "Templates",
        ],
        "AccessProof": [
            "AccessControl", "Diagnostics", "DomainModel", "Naming", "Postgres", "Schema", "Seeding", "Specification",
            "SQL",
        ],
        "Reviewing": [
            "AccessControl", "AccessSurvey", "DomainModel", "Expressions", "Naming", "Schema", "Specification",
            "SpecificationFormats", "SQL",
        ],
        "Migrations": [
            "AccessControl", "AccessSurvey", "Catalog", "CatalogReader", "Diagnostics", "Digest", "DomainModel",
            "Failpoints",
            "GeneratedFiles", "LocalPostgres", "Naming", "Postgres", "Schema", "SchemaDiff", "Specification", "SQL",
        ],
        "Planning": ["Diagnostics", "Naming", "Specification"],
        "ModelProviders": ["Diagnostics", "Digest", "FoundationNetworking", "Planning", "Specification"],
        "Pipeline": [
            "AccessControl", "AccessProof", "Catalog", "CSyncFS", "Diagnostics", "Digest", "DomainModel", "Failpoints",
            "GeneratedFiles", "Linting", "LocalPostgres", "Migrations", "ModelProviders", "Naming", "Planning",
            "Postgres", "Reviewing", "Schema", "SchemaDiff", "Seeding", "Specification", "SpecificationFormats", "SQL",
            "SwiftRepositories", "SystemPackage", "Templates", "TypedSQL",
        ],
        "berry": [
            "AccessControl", "AccessProof", "ArgumentParser", "Catalog", "Diagnostics", "Linting", "LocalPostgres",
            "Migrations", "ModelProviders", "Naming", "Pipeline", "Planning", "Postgres", "SchemaDiff", "Specification",
            "SystemPackage",
        ],
    ]

    /// What the toolchain brings.
    static let platform: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin", "CryptoKit",
    ]

    @Test func everyTargetHasItsRow() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
            .filter { !$0.hasPrefix("C") || Self.allowed[$0] != nil }
        #expect(Set(folders) == Set(Self.allowed.keys))
    }

    @Test(arguments: allowed.keys.sorted())
    func importsOnlyWhatItMay(target: String) throws {
        let allowed = try #require(Self.allowed[target]).union(Self.platform)
        let folder = Self.sources.appending(path: target)
        let enumerator = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var files = 0
        for case let file as URL in enumerator where file.pathExtension == "swift" {
            files += 1
            for module in try Self.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(target)/\(file.lastPathComponent) imports \(module)")
            }
        }
        #expect(files > 0)
    }

    /// The modules that a file imports; what stands inside a multi-line string is somebody else's import.
    static func imports(of file: URL) throws -> [String] {
        var modules: [String] = []
        var isInString = false
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            if line.ranges(of: "\"\"\"").count % 2 == 1 { isInString.toggle() }
            guard !isInString,
                let match = line.wholeMatch(
                    of:
                        /\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |internal |private |fileprivate |package )?import (?:\w+ )?(\w+)(?:\..*)?/
                )
            else { continue }
            modules.append(String(match.1))
        }
        return modules
    }

    @Test func findsImportsInEverySpelling() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).swift")
        defer { try? FileManager.default.removeItem(at: file) }
        try
            "import A\n  internal import B\npublic import struct C.D\n@preconcurrency private import E\nlet importF = 1\n"
            .write(to: file, atomically: true, encoding: .utf8)
        #expect(try Self.imports(of: file) == ["A", "B", "C", "E"])
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")
}
