internal import DomainModel
internal import GeneratedFiles
internal import Templates

/// The sources that are the same in every package that has them.
struct SupportFiles {
    let module: String
    /// The folders of modules that the specification has.
    let modules: Set<String>

    private static let allModules: Set = ["Invitations", "ShareLinks"]

    init(module: String, modules: Set<String> = allModules) {
        self.module = module
        self.modules = modules
    }

    init(_ shape: ModelShape) {
        var modules: Set<String> = []
        if shape.model.invitations != nil { modules.insert("Invitations") }
        if shape.model.shareLinks != nil { modules.insert("ShareLinks") }
        self.init(module: shape.module, modules: modules)
    }

    /// With paths inside the package.
    var all: [GeneratedFile] {
        Template.swiftPackage.filter { modules.contains($0.folder) || !Self.allModules.contains($0.folder) }.map {
            template in
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
