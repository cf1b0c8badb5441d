internal import Catalog

enum FunctionChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let definition = fact.written(.definition) ?? ""
        let statement =
            fact[.routine] == "aggregate"
            ? "create aggregate \(fact.name) (\n    \(definition)\n)" : trimmed(definition)
        return [statement] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop \(fact.reference)"] }

    /// The same names, defaults and result: `create or replace` does it (manual, CREATE FUNCTION).
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        if differences == [.owner] { return .inPlace(new.ownerChange(from: old)) }
        guard differences.isSubset(of: [.definition, .owner]), new[.routine] != "aggregate" else { return .replacement }
        return .inPlace([trimmed(new.written(.definition) ?? "")] + new.ownerChange(from: old))
    }

    private static func trimmed(_ definition: String) -> String {
        String(definition.reversed().drop { $0.isNewline }.reversed())
    }
}
