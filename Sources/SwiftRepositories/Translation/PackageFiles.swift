internal import DomainModel
internal import GeneratedFiles

/// What makes the sources a package.
struct PackageFiles {
    let shape: ModelShape

    init(_ shape: ModelShape) { self.shape = shape }

    /// With paths inside the package.
    var all: [GeneratedFile] {
        [
            GeneratedFile("Package.swift", text: manifest), GeneratedFile("README.md", text: PackageReadme(shape).text),
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
