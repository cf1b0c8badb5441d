internal import GeneratedFiles
internal import Templates

/// The sources that are the same in every package that has them.
struct SupportFiles {
    let module: String
    /// Whether members are invited.
    let hasInvitations: Bool
    /// Whether there are queries.
    let hasQueries: Bool

    /// With paths inside the package.
    var all: [GeneratedFile] {
        let left = (hasInvitations ? [] : ["Invitations"]) + (hasQueries ? [] : ["Queries"])
        return Template.swiftPackage.filter { !left.contains($0.folder) }.map { template in
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
