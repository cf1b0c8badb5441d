internal import Catalog

enum CastChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create cast \(fact.name) \(fact[.definition] ?? "")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop cast \(fact.name)"] }
}

enum OperatorChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let estimates = OptionList(fact[.options]).entries.filter { $0.value != "none" }
            .map { ", \($0.name) = \($0.value)" }.joined()
        return ["create operator \(fact[.objects] ?? "") (\(fact[.definition] ?? "")\(estimates))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop \(fact.reference)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard differences.isSubset(of: [.options, .owner]) else { return .replacement }
        let estimates = differences.contains(.options) ? ["alter \(new.reference) set (\(new[.options] ?? ""))"] : []
        return .inPlace(estimates + new.ownerChange(from: old))
    }
}
