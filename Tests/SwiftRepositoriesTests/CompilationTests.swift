import DomainModel
import Foundation
import GeneratedFiles
import SwiftRepositories
import Testing

/// Every generated package compiles without a warning and is laid out as `swift format` wants it.
@Suite struct CompilationTests {
    static let models = ["todo", "everything", "empty", "keys", "invitations", "links"]
    static let packages = models.map { Package.model($0) } + Package.examples.map { Package.example($0) }

    @Test(arguments: packages) func compiles(_ package: Package) async throws {
        try await package.withFolder { folder in
            let output = try await shell(
                """
                cd '\(folder)'/Packages/*/Sources
                swiftc -typecheck -wmo -swift-version 6 -warnings-as-errors -I CLibPQ -Xcc -I/usr/include/postgresql \
                -module-name "$(basename *Data)" $(find *Data -name '*.swift')
                """)
            #expect(output.succeeded)
            #expect(output.text == "")
        }
    }

    @Test(arguments: packages) func isFormatted(_ package: Package) async throws {
        try await package.withFolder { folder in
            let output = try await shell("cd '\(folder)'/Packages/* && swift format lint --strict -r .")
            #expect(output.succeeded)
            #expect(output.text == "")
        }
    }

    /// A new example has to be in the list above.
    @Test func everyExampleIsHere() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            at: Package.examplesFolder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        #expect(Set(folders.map(\.lastPathComponent)) == Set(Package.examples))
    }

    @Test(arguments: models) func namesFilesApart(_ name: String) throws {
        let files = try Specifications.model(name).swiftPackage()
        let paths = files.map { $0.path.lowercased() }
        #expect(Set(paths).count == paths.count)
        // Within a module, SwiftPM tells files apart by their names alone.
        let sources = paths.filter { $0.contains("/sources/") && $0.hasSuffix(".swift") }
        let names = sources.map { $0.split(separator: "/").last }
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: models) func repeatsItself(_ name: String) throws {
        let model = try Specifications.model(name)
        #expect(model.swiftPackage() == model.swiftPackage())
    }
}
