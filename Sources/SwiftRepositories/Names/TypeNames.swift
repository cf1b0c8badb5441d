/// The names of the package's types.
///
/// Entities come first, in the specification's order, then enumerations. A name that is reserved, or taken in any
/// casing (files are named after types, and not every file system tells `Order` from `ORDER`), is followed by
/// `Record` for an entity and `Value` for an enumeration. What belongs to an entity is named after its type.
struct TypeNames {
    private var taken: Set<String>

    init(reserved: [String]) {
        taken = ReservedTypeNames.all
        for name in reserved { taken.insert(name.lowercased()) }
    }

    mutating func claim(entity name: String) -> String {
        claim(name, suffix: "Record") { type in
            [
                type, type + "Draft", type + "Patch", type + "Repository", "InMemory\(type)Repository",
                "Postgres\(type)Repository",
            ]
        }
    }

    mutating func claim(view name: String) -> String {
        claim(name, suffix: "Record") { type in
            [type, type + "Reader", "InMemory\(type)Reader", "Postgres\(type)Reader"]
        }
    }

    mutating func claim(queries name: String) -> String {
        claim(name, suffix: "Protocol") { type in [type, "InMemory\(type)", "Postgres\(type)"] }
    }

    mutating func claim(row name: String) -> String { claim(name, suffix: "Value") { [$0] } }

    mutating func claim(enumeration name: String) -> String { claim(name, suffix: "Value") { [$0] } }

    private mutating func claim(_ name: String, suffix: String, all names: (String) -> [String]) -> String {
        var type = name
        while true {
            let all = names(type).map { $0.lowercased() }
            if taken.isDisjoint(with: all) {
                taken.formUnion(all)
                return type
            }
            type += suffix
        }
    }
}

extension TypeNames {
    /// What stands in front of `Data` and `Database` in the names of the package and its facade.
    ///
    /// `CoreData` and `SwiftData` are Apple's, so those two get `App` in between.
    static func prefix(of application: String) -> String {
        switch application {
        case "": "App"
        case "Core", "Swift", "Meta": application + "App"
        case let name where name.first?.isNumber == true: "App" + name
        default: application
        }
    }
}
