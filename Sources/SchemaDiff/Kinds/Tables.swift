internal import Catalog

enum TableChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] { create(fact, lines: []) }

    /// - Parameters:
    ///   - lines: its columns and constraints.
    ///   - inheritances: facts of where it inherits from.
    static func create(_ fact: Fact, lines: [String], inheritances: [Fact] = []) -> [String] {
        let partition = inheritances.first { $0[.bound] != nil }
        let persistence = fact[.unlogged] == nil ? "" : "unlogged "
        let noun = fact[.server] == nil ? "table" : "foreign table"
        var statement = "create \(persistence)\(noun) \(fact.name)"
        if let parent = partition?[.ancestor] { statement += " partition of \(parent)" }
        if let type = fact[.ofType] { statement += " of \(type)" }
        let isMade = partition != nil || fact[.ofType] != nil
        if !lines.isEmpty {
            statement += " (\n" + lines.map { "  " + $0 }.joined(separator: ",\n") + "\n)"
        } else if !isMade {
            statement += " ()"
        }
        if let bound = partition?[.bound] { statement += " \(bound)" }
        let ancestors = inheritances.compactMap { $0[.bound] == nil ? $0[.ancestor] : nil }
        if !ancestors.isEmpty { statement += " inherits (\(ancestors.joined(separator: ", ")))" }
        if let key = fact[.partitionKey] { statement += " partition by \(key)" }
        if let method = fact[.accessMethod] { statement += " using \(method)" }
        if let options = fact[.options] { statement += " with (\(options))" }
        if let tablespace = fact[.tablespace] { statement += " tablespace \(tablespace)" }
        if let server = fact[.server] { statement += " server \(server)" + foreignOptions(fact[.definition]) }
        return [statement] + security(nil, fact) + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["drop \(fact[.server] == nil ? "table" : "foreign table") \(fact.name)"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard differences.isDisjoint(with: [.partitionKey, .server, .ofType]) else { return .replacement }
        let table = "alter table \(new.name)"
        var statements: [String] = []
        if differences.contains(.unlogged) {
            statements.append("\(table) set \(new[.unlogged] == nil ? "logged" : "unlogged")")
        }
        if differences.contains(.accessMethod) {
            statements.append("\(table) set access method \(new[.accessMethod] ?? "heap")")
        }
        if differences.contains(.tablespace) {
            statements.append("\(table) set tablespace \(new[.tablespace] ?? "pg_default")")
        }
        statements += OptionList.changes(from: old[.options], to: new[.options]).map { "\(table) \($0)" }
        if differences.contains(.definition) {
            statements.append(
                "alter foreign table \(new.name) \(OptionList.foreignChange(old[.definition], new[.definition]))")
        }
        return .inPlace(statements + security(old, new) + new.ownerChange(from: old))
    }

    private static func security(_ old: Fact?, _ new: Fact) -> [String] {
        var statements: [String] = []
        if old?[.rowSecurity] != new[.rowSecurity] {
            statements.append(
                "alter table \(new.name) \(new[.rowSecurity] == nil ? "disable" : "enable") row level security")
        }
        if old?[.forcedRowSecurity] != new[.forcedRowSecurity] {
            let force = new[.forcedRowSecurity] == nil ? "no force" : "force"
            statements.append("alter table \(new.name) \(force) row level security")
        }
        return statements
    }

    static func foreignOptions(_ options: String?) -> String {
        options.map {
            " options (" + OptionList($0).entries.map { "\($0.name) \($0.value)" }.joined(separator: ", ") + ")"
        } ?? ""
    }
}

/// Of a table that exists; one that is created says it itself.
enum InheritanceChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let (table, ancestor) = (fact[.table] ?? "", fact[.ancestor] ?? "")
        return [
            fact[.bound].map { "alter table \(ancestor) attach partition \(table) \($0)" }
                ?? "alter table \(table) inherit \(ancestor)"
        ]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        let (table, ancestor) = (fact[.table] ?? "", fact[.ancestor] ?? "")
        return [
            fact[.bound] == nil
                ? "alter table \(table) no inherit \(ancestor)" : "alter table \(ancestor) detach partition \(table)"
        ]
    }
}

enum ReplicaIdentityChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter table \(fact[.table] ?? "") replica identity \(fact[.definition] ?? "default")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter table \(fact[.table] ?? "") replica identity default"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        .inPlace(create(new, in: sides.to))
    }
}

enum StatisticsChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [fact[.definition] ?? ""] + target(fact).filter { _ in fact[.statistics] != nil } + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop statistics \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        guard old[.definition] == new[.definition] else { return .replacement }
        return .inPlace((old[.statistics] == new[.statistics] ? [] : target(new)) + new.ownerChange(from: old))
    }

    private static func target(_ fact: Fact) -> [String] {
        ["alter statistics \(fact.name) set statistics \(fact[.statistics] ?? "-1")"]
    }
}
