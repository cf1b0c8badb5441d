internal import DomainModel
internal import GeneratedFiles
internal import Templates

/// The sources that are the same in every package that has them.
struct SupportFiles {
    let module: String
    /// The folders of templates that only some packages have, of those that this one has.
    let parts: Set<String>

    /// Every such folder, with the types of its own that an entity's name may not take.
    static let optional = [
        "Invitations": [], "ShareLinks": [], "Queries": [], "Money": ["Money", "CurrencyCode"],
        "Location": ["Location"], "Search": ["SearchedWords"], "Vector": ["Vector"],
    ]

    /// With paths inside the package.
    var all: [GeneratedFile] {
        Template.swiftPackage.filter { parts.contains($0.folder) || Self.optional[$0.folder] == nil }.map { template in
            switch template.folder {
            case "CLibPQ":
                return file("Sources/CLibPQ/\(template.name)", template)
            default:
                return file("Sources/\(module)/\(template.folder)/\(template.name)", template)
            }
        }
    }

    private func file(_ path: String, _ template: Template) -> GeneratedFile {
        GeneratedFile(path, contents: Self.header + template.contents)
    }

    private static let header = Array("\(GeneratedHeader.comment)\n".utf8)
}
