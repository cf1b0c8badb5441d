internal import Naming
public import Specification

/// The tables of a specification as a diagram for Mermaid.
public struct MermaidExport: Sendable {
    public let text: String

    /// - Parameter specification: one that was found to be valid.
    public init(_ specification: Specification) {
        let outline = Outline(specification)
        var diagram = EntityRelationshipDiagram()
        var foreign: [Int: Set<String>] = [:]
        for reference in outline.references { foreign[reference.table, default: []].formUnion(reference.columns) }
        for (position, table) in outline.tables.enumerated() {
            let attributes = table.columns.map { column in
                var keys: [EntityRelationshipDiagram.Key] = []
                if table.key.contains(column.name) { keys.append(.primary) }
                if foreign[position]?.contains(column.name) ?? false { keys.append(.foreign) }
                if column.isUnique { keys.append(.unique) }
                return EntityRelationshipDiagram.Attribute(Self.type(of: column), column.name, keys: keys)
            }
            diagram.entities.append(.init(table.entity, attributes))
        }
        for reference in outline.references {
            let holder = outline.tables[reference.table]
            let isSingle = reference.isUnique || holder.key == reference.columns
            diagram.relationships.append(
                .init(
                    outline.tables[reference.target].entity, reference.isRequired ? .one : .oneAtMost,
                    holder.entity, isSingle ? .oneAtMost : .any, label: reference.name))
        }
        text = diagram.text
    }

    /// The type in one word: `numeric(12,2)` → `numeric`, `double precision` → `double_precision`.
    private static func type(of column: Outline.Column) -> String {
        let name = column.enumeration ?? String(column.type.prefix { $0 != "(" })
        let word = words(of: SpecificationName.database(name)).joined(separator: "_")
        return column.isList ? word + "[]" : word
    }
}
