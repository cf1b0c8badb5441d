internal import DomainModel
internal import GeneratedFiles

/// What makes the sources a package.
struct PackageFiles {
    let shape: ModelShape

    init(_ shape: ModelShape) { self.shape = shape }

    /// With paths inside the package.
    var all: [GeneratedFile] {
        [
            GeneratedFile("Package.swift", text: manifest), GeneratedFile("README.md", text: readme),
            GeneratedFile(".swift-format", text: Self.format),
        ]
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.0
        \(GeneratedHeader.comment)
        import PackageDescription

        let package = Package(
            name: "\(shape.module)",
            platforms: [.macOS(.v14)],
            products: [.library(name: "\(shape.module)", targets: ["\(shape.module)"])],
            targets: [
                .systemLibrary(
                    name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
                .target(name: "\(shape.module)", dependencies: ["CLibPQ"]),
            ]
        )

        """
    }

    private var readme: String {
        let title = shape.model.name
        let about = DocumentationText.lines(of: shape.model.description ?? "", width: 100).joined(
            separator: "\n")
        return """
            <!-- \(GeneratedHeader.lines.joined(separator: " ")) -->

            # \(shape.module)

            The data of \(title) in Swift.\(about.isEmpty ? "" : " " + markdown(about))

            Nothing but libpq is needed (`apt install libpq-dev`, `brew install libpq`).

            ```swift
            import \(shape.module)

            // For tests and previews: rows in memory.
            let memory = \(shape.facade).inMemory()

            // For the application: rows in PostgreSQL, with the rights of one signed-in account.
            let client = try PostgresClient(connectionString)
            let database = \(shape.facade).postgres(client, as: .user(accountID))
            \(example)
            ```

            - `Models`: a type for each entity, with its key, what a new one is made from (`Draft`) and what changes
              one (`Patch`).
            - `Repositories`: what can be done with them, as protocols. Every function throws `RepositoryError`.
            - `InMemory`, `PostgreSQL`: the two ways of keeping rows. In memory the same uniques, references, lengths
              and ranges hold; access rules and SQL expressions are PostgreSQL's alone.
            - `Values`, `Storage`: what they share.

            A type whose name Swift, Foundation or this package already uses is called `…Record` (an entity) or
            `…Value` (a set of values). A PostgreSQL `integer` is an `Int32`, a `bigint` an `Int64`. A `Decimal` keeps
            38 digits. Infinite dates can't be read.

            """
    }

    private var example: String {
        guard let entity = shape.entities.first else { return "" }
        return "let \(escaped(entity.plural)) = try await database.\(entity.plural).list(limit: 10)"
    }

    /// Words of the specification can't begin a tag.
    private func markdown(_ text: String) -> String {
        text.unicodeScalars.split(separator: "<", omittingEmptySubsequences: false).map { String($0) }
            .joined(separator: "&lt;")
    }

    /// The layout of the generated sources: four spaces, 110 columns.
    private static let format = """
        {
            "version": 1,
            "lineLength": \(SwiftRenderer.lineLength),
            "indentation": {
                "spaces": 4
            }
        }

        """
}
