public import DomainModel
public import GeneratedFiles

extension DomainModel {
    /// The Swift package of the application's data: models, repositories, and both ways of keeping rows.
    ///
    /// All paths begin with `Packages/<Name>Data/`. The same model gives the same bytes.
    public func swiftPackage() -> [GeneratedFile] {
        let shape = ModelShape(self)
        let folder = swiftPackageFolder + "/"
        let sources = folder + "Sources/\(shape.module)/"
        var files = PackageFiles(shape).all + SupportFiles(module: shape.module, parts: shape.parts).all
        for index in files.indices { files[index].path = folder + files[index].path }
        files.reserveCapacity(files.count + shape.entities.count * 7 + shape.enumerations.count + 3)
        forEachSwiftFile(of: shape) { file in
            files.append(GeneratedFile(sources + file.path, contents: SwiftRenderer.render(file)))
        }
        return files
    }

    /// Where the package is, relative to the project: `Packages/TodoData`.
    public var swiftPackageFolder: String { "Packages/\(ModelShape.module(of: self))" }

    /// One after the other, so that the declarations of a large model are never all in memory.
    private func forEachSwiftFile(of shape: ModelShape, _ body: (SwiftFile) -> Void) {
        for (enumeration, names) in zip(enumerations, shape.enumerations) {
            body(.enumeration(enumeration, type: names.type, cases: names.cases))
        }
        if let account = shape.account { body(.account(account)) }
        for entity in shape.entities {
            let functions = RepositoryFunctions.all(of: entity)
            body(.entity(entity))
            body(.draft(entity))
            body(.columns(entity))
            body(.repository(entity, functions))
            if !entity.changeable.isEmpty { body(.patch(entity)) }
            for flavour in RepositoryFlavour.allCases { body(.implementation(entity, flavour, functions)) }
        }
        for history in shape.histories {
            body(.entity(history))
            body(.columns(ofHistory: history))
        }
        for view in shape.views {
            let functions = RepositoryFunctions.all(of: view)
            body(.view(view))
            body(.columns(view))
            body(.reader(view, functions))
            for flavour in RepositoryFlavour.allCases { body(.implementation(view, flavour, functions)) }
        }
        for query in shape.queries {
            body(.row(query))
            body(.columns(query))
        }
        if !shape.queries.isEmpty {
            body(.queries(shape))
            for flavour in RepositoryFlavour.allCases { body(.queries(shape, flavour)) }
        }
        body(.storedLayouts(shape))
        body(.facade(shape))
    }
}
