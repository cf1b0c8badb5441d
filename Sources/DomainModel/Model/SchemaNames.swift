internal import Naming

/// The names that are taken in one schema.
///
/// Tables, indexes and types share it, because every table brings a type of its name.
public struct SchemaNames: Sendable {
    private var taken: Set<String> = []

    public init() {}

    /// Everything in the application's schema that has its name already.
    public init(of model: DomainModel) {
        for entity in model.entities {
            insert(entity.table)
            insert(entity.keyConstraint)
            for unique in entity.uniques { insert(unique.name) }
            for index in entity.indexes { insert(index.name) }
        }
        for junction in model.junctions {
            insert(junction.table)
            insert(boundedName("\(junction.table)_pkey"))
        }
        for enumeration in model.enumerations {
            if let type = enumeration.nativeType { insert(type) }
        }
    }

    /// Takes `name`; false when it is taken already.
    @discardableResult
    public mutating func insert(_ name: String) -> Bool { taken.insert(name).inserted }

    /// Takes the parts joined by underscores, within 63 bytes, with a number when that is taken already.
    public mutating func fresh(_ parts: String...) -> String {
        let base = parts.joined(separator: "_")
        var name = boundedName(base)
        var number = 1
        while !insert(name) {
            name = boundedName("\(base)\(number)")
            number += 1
        }
        return name
    }
}
