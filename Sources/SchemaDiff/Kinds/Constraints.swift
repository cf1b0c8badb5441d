internal import Catalog

enum ConstraintChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let validity = fact[.validated] == nil ? " not valid" : ""
        return ["\(table(fact)) add \(definition(fact))\(validity)"] + settings(fact)
    }

    /// As it stands in a list of columns and constraints.
    static func definition(_ fact: Fact) -> String {
        var text = "constraint \(fact[.column] ?? "") \(fact.written(.definition) ?? "")"
        if let options = fact[.options] { text += " with (\(options))" }
        if let tablespace = fact[.tablespace] { text += " using index tablespace \(tablespace)" }
        if let deferrable = fact[.deferrable] { text += " \(deferrable)" }
        return text
    }

    /// What can't be said in a list.
    static func settings(_ fact: Fact) -> [String] {
        fact[.clustered] == nil ? [] : ["\(table(fact)) cluster on \(fact[.column] ?? "")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["\(table(fact)) drop constraint \(fact[.column] ?? "")"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        var differences = new.differences(from: old)
        var statements: [String] = []
        if differences.contains(.validated), new[.validated] != nil {
            differences.remove(.validated)
            statements.append("\(table(new)) validate constraint \(new[.column] ?? "")")
        }
        if differences.contains(.deferrable), new[.constraintType] == "foreign key" {
            differences.remove(.deferrable)
            statements.append(
                "\(table(new)) alter constraint \(new[.column] ?? "") \(new[.deferrable] ?? "not deferrable")")
        }
        if differences.remove(.clustered) != nil {
            statements += new[.clustered] == nil ? ["\(table(new)) set without cluster"] : settings(new)
        }
        return differences.isEmpty ? .inPlace(statements) : .replacement
    }

    private static func table(_ fact: Fact) -> String { "alter table \(fact[.table] ?? "")" }
}

enum IndexChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        var statements = [fact.written(.definition) ?? ""]
        if let tablespace = fact[.tablespace] {
            statements.append("alter index \(fact.name) set tablespace \(tablespace)")
        }
        if let targets = fact[.statistics] { statements.append("alter index \(fact.name) \(targets)") }
        if fact[.clustered] != nil {
            statements.append("alter table \(fact[.table] ?? "") cluster on \(fact[.column] ?? "")")
        }
        return statements
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["drop index \(fact.name)"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        if new.differences(from: old) == [.ancestor], let ancestor = new[.ancestor], old[.ancestor] == nil {
            // One that is created takes it in by itself.
            let isThere = sides.from[Fact.ID(.index, ancestor)] != nil
            return .inPlace(isThere ? ["alter index \(ancestor) attach partition \(new.name)"] : [])
        }
        guard new.differences(from: old) == [.clustered] else { return .replacement }
        let table = "alter table \(new[.table] ?? "")"
        return .inPlace([
            new[.clustered] == nil ? "\(table) set without cluster" : "\(table) cluster on \(new[.column] ?? "")"
        ])
    }
}
