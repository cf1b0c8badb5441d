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
            statements += IndexChanges.clustering(new, in: sides)
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
        if statements[0].contains(" ON ONLY ") {
            // It takes in no index of a partition by itself.
            statements += catalog.facts.filter { $0.kind == .index && $0[.ancestor] == fact.name }.map(attachment)
        }
        return statements
    }

    /// The statement by which the index of a partitioned table takes in that of a partition.
    static func attachment(of part: Fact) -> String {
        "alter index \(part[.ancestor] ?? "") attach partition \(part.name)"
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["drop index \(fact.name)"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        if differences == [.ancestor], let ancestor = new[.ancestor], old[.ancestor] == nil {
            // One that is created takes it in by itself.
            let isThere = sides.from[Fact.ID(.index, ancestor)] != nil
            return .inPlace(isThere ? [attachment(of: new)] : [])
        }
        if differences == [.ancestor], let index = old[.ancestor].flatMap({ sides.from[Fact.ID(.index, $0)] }),
            sides.to[Fact.ID(.inheritance, "\(new[.table] ?? "") of \(index[.table] ?? "")")] == nil
        {
            return .inPlace([])
        }
        // It is whole as soon as it has taken in an index of every partition.
        if differences == [.definition, .valid], new[.valid] != nil,
            old[.definition]?.replacing(" ON ONLY ", with: " ON ") == new[.definition]
        {
            return .inPlace([])
        }
        guard differences == [.clustered] else { return .replacement }
        return .inPlace(clustering(new, in: sides))
    }

    /// What makes a table be in the order of an index or constraint, or no longer.
    static func clustering(_ new: Fact, in sides: Sides) -> [String] {
        let table = "alter table \(new[.table] ?? "")"
        if new[.clustered] != nil { return ["\(table) cluster on \(new[.column] ?? "")"] }
        // Another one takes its place.
        let isFollowed = sides.to.facts.contains { $0[.clustered] != nil && $0[.table] == new[.table] }
        return isFollowed ? [] : ["\(table) set without cluster"]
    }
}
