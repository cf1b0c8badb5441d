internal import Catalog

enum CommentChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        target(fact, in: catalog).map { ["comment on \($0) is \(fact[.text] ?? "null")"] } ?? []
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        let usual = fact.parent == Fact.ID(.schema, "public") ? "'standard public schema'" : "null"
        return target(fact, in: catalog).map { ["comment on \($0) is \(usual)"] } ?? []
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        .inPlace(create(new, in: sides.to))
    }

    private static func target(_ fact: Fact, in catalog: Catalog) -> String? {
        guard let about = fact.parent.flatMap({ catalog[$0] }) else { return nil }
        if let index = fact[.objects] { return "index \(index)" }
        if let column = fact[.column], about.kind != .column { return "column \(about.name).\(column)" }
        return about.kind == .table && about[.server] != nil ? "foreign table \(about.name)" : about.reference
    }
}

/// What berry names but has no statements for.
enum OtherChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] { [] }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { [] }
}
