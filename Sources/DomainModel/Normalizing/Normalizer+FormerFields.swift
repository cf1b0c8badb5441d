internal import Expressions
internal import Naming
internal import Specification

extension Normalizer {
    mutating func makeFormerColumns(ofEntityAt index: Int, _ kinds: [String: ValueKind]) {
        for field in declarations[index].formerFields {
            let source = field.source
            guard checkName(field.name, "a field's name", of: source) else { continue }
            guard declarations[index].renamedFrom == nil else {
                error(
                    "former-field-while-renamed",
                    "'\(declarations[index].name)' gets another name, and '\(field.name)' is to stay for programs that "
                        + "know the old one",
                    at: source.location("name"),
                    fix: "push the entity's new name first, and leave \"renamedFrom\" out then")
                continue
            }
            let column = field.column ?? snakeCase(field.name)
            if kinds[column] != nil {
                error(
                    "former-field-in-use", "'\(declarations[index].name)' has a column '\(column)', which is to go",
                    at: source.location("name"), fix: "leave it out of \"formerFields\", or give the field another name"
                )
                continue
            }
            let value = readExpression(
                field.sql, columns: kinds, expecting: .any, at: { source.location(inStringAt: "sql", range: $0) })
            guard let value else { continue }
            if value.columns.isEmpty {
                error(
                    "former-field-of-nothing", "'\(field.name)' is kept in step with columns, and \"sql\" reads none",
                    at: source.location("sql"))
                continue
            }
            model.entities[index].formerColumns =
                (model.entities[index].formerColumns ?? []) + [.init(column: column, value: value)]
        }
    }
}
