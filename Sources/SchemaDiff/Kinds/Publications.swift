internal import Catalog

enum PublicationChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [
            "create publication \(fact.name)\(fact[.objects] == nil ? "" : " for all tables") with (\(fact[.options] ?? ""))"
        ]
            + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop publication \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        guard old[.objects] == new[.objects] else { return .replacement }
        let options =
            old[.options] == new[.options] ? [] : ["alter publication \(new.name) set (\(new[.options] ?? ""))"]
        return .inPlace(options + new.ownerChange(from: old))
    }
}

enum PublishedTableChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let columns = fact[.columns].map { " (\($0))" } ?? ""
        let condition = fact[.expression].map { " where (\($0))" } ?? ""
        return ["alter publication \(fact[.schema] ?? "") add table \(fact[.table] ?? "")\(columns)\(condition)"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter publication \(fact[.schema] ?? "") drop table \(fact[.table] ?? "")"]
    }
}

enum PublishedSchemaChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter publication \(fact[.schema] ?? "") add tables in schema \(fact[.table] ?? "")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter publication \(fact[.schema] ?? "") drop tables in schema \(fact[.table] ?? "")"]
    }
}
