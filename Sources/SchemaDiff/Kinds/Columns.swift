internal import Catalog

enum ColumnChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] { create(fact, default: nil) }

    static func create(_ fact: Fact, default expression: String?) -> [String] {
        return ["alter table \(fact[.table] ?? "") add column \(definition(fact, default: expression))"]
            + settings(nil, fact)
    }

    /// As it stands in a list of columns; a default is a fact of its own.
    static func definition(_ fact: Fact, default expression: String? = nil) -> String {
        var text = "\(fact[.column] ?? "") \(fact.written(.type) ?? "")"
        if let options = fact[.definition] { text += TableChanges.foreignOptions(options) }
        if let compression = fact[.compression] { text += " compression \(compression)" }
        if let collation = fact[.collation] { text += " collate \(collation)" }
        if let expression { text += " default \(expression)" }
        if let generated = fact.written(.generated) { text += " generated always as \(generated)" }
        if let identity = fact[.identity] {
            let options = sequenceOptions(fact)
            text += " generated \(identity) as identity"
            if !options.isEmpty { text += " (\(options.joined(separator: " ")))" }
        }
        if fact[.notNull] != nil { text += " not null" }
        return text
    }

    /// The options of an identity column's sequence, with its name where it isn't the one that PostgreSQL gives it.
    private static func sequenceOptions(_ fact: Fact) -> [String] {
        let usual = [fact[.table] ?? "", fact[.column] ?? ""].map { unquoted(lastName($0)) } + ["seq"]
        guard let sequence = fact[.objects], unquoted(lastName(sequence)) != usual.joined(separator: "_"),
            usual.joined(separator: "_").utf8.count < 64
        else { return SequenceChanges.settings(fact) }
        return ["sequence name \(sequence)"] + SequenceChanges.settings(fact)
    }

    /// A column that rows get a value of at once, which isn't the one that later rows get.
    static func create(
        _ fact: Fact, default expression: String?, filledWith fill: Fill, in sides: Sides
    ) -> [String] {
        let column = "alter table \(fact[.table] ?? "") alter column \(fact[.column] ?? "")"
        if fill.isConstant {
            // PostgreSQL notes one value for all rows, and writes none of them (manual, "Modifying Tables").
            return create(fact, default: fill.value)
                + [expression.map { "\(column) set default \($0)" } ?? "\(column) drop default"]
        }
        var optional = fact
        optional.properties[.notNull] = nil
        return create(optional) + sides.quietly(fill.statement(fact), fact[.table] ?? "")
            + (expression.map { ["\(column) set default \($0)"] } ?? [])
            + (fact[.notNull] == nil ? [] : [requirement(fact)])
    }

    /// A column that is filled later on, a few rows at a time. Only rows that come from now on get its default.
    static func createEmpty(_ fact: Fact, default expression: String?) -> [String] {
        var optional = fact
        optional.properties[.notNull] = nil
        let column = "alter table \(fact[.table] ?? "") alter column \(fact[.column] ?? "")"
        return create(optional) + (expression.map { ["\(column) set default \($0)"] } ?? [])
    }

    private static func create(_ fact: Fact) -> [String] { create(fact, default: nil) }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        return ["alter table \(fact[.table] ?? "") drop column \(fact[.column] ?? "")"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        let column = "alter table \(new[.table] ?? "") alter column \(new[.column] ?? "")"
        let changesType = differences.contains(.type) || differences.contains(.collation)
        if differences.contains(.generated), new[.generated] != nil || changesType { return .replacement }
        if changesType, new[.generated] != nil, !isCastable(old[.type] ?? "", new[.type] ?? "") { return .replacement }
        // A child's column follows its parent's.
        if follows(old, new, in: sides) { return .inPlace([]) }
        var statements: [String] = []
        if differences.contains(.generated) { statements.append("\(column) drop expression") }
        if old[.identity] != nil, new[.identity] == nil { statements.append("\(column) drop identity") }
        if changesType { statements.append(conversion(of: new, from: old[.type] ?? "", in: sides)) }
        if differences.contains(.notNull) {
            statements += filling(new, in: sides)
            statements.append("\(column) \(new[.notNull] == nil ? "drop" : "set") not null")
        }
        if let identity = new[.identity] {
            if old[.identity] == nil {
                let options = sequenceOptions(new)
                let list = options.isEmpty ? "" : " (\(options.joined(separator: " ")))"
                statements.append("\(column) add generated \(identity) as identity\(list)")
            } else {
                if differences.contains(.objects), let sequence = old[.objects], let name = new[.objects] {
                    statements.append("alter sequence \(sequence) rename to \(lastName(name))")
                }
                if differences.contains(.identity) { statements.append("\(column) set generated \(identity)") }
                if !differences.isDisjoint(with: [.start, .increment, .minimum, .maximum, .cache, .cycle]) {
                    let name = "\(quoted(new[.table] ?? "")), \(quoted(unquoted(new[.column] ?? "")))"
                    statements += SequenceChanges.repositioning(
                        of: "pg_get_serial_sequence(\(name))::regclass", old, new)
                    let options =
                        SequenceChanges.settings(new, all: true).map { "set \($0)" } + SequenceChanges.restart(old, new)
                    statements.append("\(column) \(options.joined(separator: " "))")
                }
            }
        }
        statements += settings(old, new)
        return changesType
            ? .exclusive(statements) { mustGoWhileAColumnIsConverted($0, from: old[.type] ?? "", to: new[.type] ?? "") }
            : .inPlace(statements)
    }

    /// PostgreSQL refuses to change a column's type under these (manual, ALTER TABLE); it makes indexes and checks anew
    /// by itself. A default may not convert, and a foreign key wants both sides to agree at every moment.
    static func mustGoWhileAColumnIsConverted(_ fact: Fact, from old: String, to new: String) -> Bool {
        switch fact.kind {
        case .view, .materializedView, .rule, .policy, .trigger, .defaultValue, .function, .publishedTable: true
        case .column: fact[.generated] != nil
        case .constraint:
            fact[.constraintType] == "foreign key" && !families.contains { $0.contains(old) && $0.contains(new) }
                || fact[.constraintType] == "exclude"
        default: false
        }
    }

    /// The statement that gives `column` its type, converting what it holds.
    static func conversion(of column: Fact, from old: String, in sides: Sides) -> String {
        let (name, type) = (column[.column] ?? "", column[.type] ?? "")
        let collation = column[.collation].map { " collate \($0)" } ?? ""
        let using = converted(column, from: old, in: sides)
        return "alter table \(column[.table] ?? "") alter column \(name) type \(type)\(collation)"
            + (column[.generated] == nil ? " using \(using)" : "")
    }

    /// What a value of `column` becomes that was of another type.
    static func converted(_ column: Fact, from old: String, in sides: Sides) -> String {
        let (name, type) = (column[.column] ?? "", column[.type] ?? "")
        if let replacement = sides.replacement(of: column.id) { return "(\(replacement.expression(name)))::\(type)" }
        if type.hasSuffix("[]"), !old.isEmpty, !old.hasSuffix("[]") {
            return "case when \(name) is not null then array[\(name)::text]::\(type) end"
        }
        return isCastable(old, type) ? "\(name)::\(type)" : "\(name)::text\(type.hasSuffix("[]") ? "[]" : "")::\(type)"
    }

    /// The statements that give rows without a value one, where somebody said which.
    static func filling(_ column: Fact, in sides: Sides) -> [String] {
        guard column[.notNull] != nil, let fill = sides.declared.fills[column.id] else { return [] }
        return sides.quietly(Fill.statement([(column, fill)]), column[.table] ?? "")
    }

    /// The statement that makes a column required.
    static func requirement(_ fact: Fact) -> String {
        "alter table \(fact[.table] ?? "") alter column \(fact[.column] ?? "") set not null"
    }

    /// How PostgreSQL stores values of a type that may be long (`pg_type.typstorage`).
    private static func usualStorage(_ type: String) -> String {
        ["numeric", "inet", "cidr"].contains(bare(type)) ? "main" : "extended"
    }

    /// What can't be said in a list of columns.
    static func settings(_ old: Fact?, _ new: Fact) -> [String] {
        let column = "alter table \(new[.table] ?? "") alter column \(new[.column] ?? "")"
        var statements: [String] = []
        // Another type brings its own way of being stored.
        if old?[.storage] != new[.storage], new[.storage] != nil || old?[.type] == new[.type] {
            statements.append("\(column) set storage \(new[.storage] ?? usualStorage(new[.type] ?? ""))")
        }
        // A new column says it in its definition, unless it comes from a parent table.
        if old != nil || !new.inheritedFrom.isEmpty, old?[.compression] != new[.compression] {
            statements.append("\(column) set compression \(new[.compression] ?? "default")")
        }
        if old?[.statistics] != new[.statistics] {
            statements.append("\(column) set statistics \(new[.statistics] ?? "-1")")
        }
        statements += OptionList.changes(from: old?[.options], to: new[.options]).map { "\(column) \($0)" }
        if let old, old[.definition] != new[.definition] {
            statements.append(
                "alter foreign table \(new[.table] ?? "") alter column \(new[.column] ?? "") "
                    + OptionList.foreignChange(old[.definition], new[.definition]))
        }
        return statements
    }

    /// Whether a column of a parent table changes in the same way.
    private static func follows(_ old: Fact, _ new: Fact, in sides: Sides) -> Bool {
        new.inheritedFrom.contains { ancestor in
            let id = Fact.ID(.column, "\(ancestor).\(new[.column] ?? "")")
            guard old.inheritedFrom.contains(ancestor), let before = sides.from[id], let after = sides.to[id] else {
                return false
            }
            let changes = after.differences(from: before)
            return new.differences(from: old).allSatisfy { changes.contains($0) && after[$0] == new[$0] }
        }
    }

    /// Types between which PostgreSQL casts on its own.
    private static let families: [Set<String>] = [
        ["smallint", "integer", "bigint", "numeric", "real", "double precision"],
        ["date", "timestamp without time zone", "timestamp with time zone"],
        ["time without time zone", "time with time zone", "interval"],
        ["json", "jsonb"], ["inet", "cidr"], ["integer", "boolean"], ["bit", "bit varying"],
        ["text", "character varying", "character", "name", "\"char\""],
    ]

    /// The name of a thing without its schema.
    private static func lastName(_ name: String) -> String {
        guard name.hasSuffix("\"") else {
            return String(name[(name.lastIndex(of: ".").map(name.index(after:)) ?? name.startIndex)...])
        }
        let body = name.dropLast()
        return String(name[(body.lastIndex(of: "\"") ?? name.startIndex)...])
    }

    /// Whether a plain cast leads from one type to the other; otherwise it goes by way of text.
    private static func isCastable(_ old: String, _ new: String) -> Bool {
        let (from, to) = (bare(old), bare(new))
        let texts: Set = ["text", "character varying", "character"]
        return from == to || texts.contains(from) || texts.contains(to)
            || families.contains { $0.contains(from) && $0.contains(to) }
    }

    /// A type without its length or precision.
    private static func bare(_ type: String) -> String {
        guard let open = type.firstIndex(of: "("), let close = type.firstIndex(of: ")") else { return type }
        return String(type[..<open] + type[type.index(after: close)...])
    }
}

enum DefaultChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        return ["\(alter(fact, in: catalog)) set default \(fact.written(.expression) ?? "null")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["\(alter(fact, in: catalog)) drop default"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        .inPlace(create(new, in: sides.to))
    }

    /// Tables that inherit from it have defaults of their own.
    private static func alter(_ fact: Fact, in catalog: Catalog) -> String {
        let table = fact[.table] ?? ""
        let noun = fact.parent?.kind == .view ? "view" : catalog.hasHeirs(table) ? "table only" : "table"
        return "alter \(noun) \(table) alter column \(fact[.column] ?? "")"
    }
}
