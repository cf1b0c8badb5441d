internal import Catalog

extension Fact {
    /// Names that no other thing may have at the same time.
    var claims: [String] {
        switch kind {
        case .table, .view, .materializedView: ["relation \(name)", "type \(name)"]
        case .sequence, .index: ["relation \(name)"]
        case .compositeType: ["relation \(name)", "type \(name)"]
        case .rangeType: ["type \(name)", "type \(self[.objects] ?? "")"]
        case .enumeration, .domain: ["type \(name)"]
        case .column where self[.objects] != nil: ["relation \(self[.objects] ?? "")"]
        case .constraint where constraintRank < 2 || self[.constraintType] == "exclude":
            ["relation \(self[.schema] ?? "").\(self[.column] ?? "")"]
        // Two partitions of a table may be for the same values, one after the other.
        case .inheritance where self[.bound] != nil: ["values of \(self[.ancestor] ?? "")"]
        default: []
        }
    }

    /// The order in which people write them.
    var constraintRank: Int {
        ["primary key", "unique", "check", "exclude", "foreign key"].firstIndex(of: self[.constraintType] ?? "") ?? 5
    }
}
