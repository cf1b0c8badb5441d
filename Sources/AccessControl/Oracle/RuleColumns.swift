internal import DomainModel
internal import Specification

/// Which columns the rules of an entity let their grantees state or change, worked out once for many requests.
struct RuleColumns: Sendable {
    /// For each operation that states columns, those of each rule, in the rules' order.
    private let columns: [Operation: [Set<String>]]
    /// What one grantee may state and another may not.
    private let differing: [Operation: Set<String>]

    init(_ entity: DomainModel.Entity) {
        var columns: [Operation: [Set<String>]] = [:]
        var differing: [Operation: Set<String>] = [:]
        for operation in [Operation.create, .update] {
            columns[operation] = entity.rules.map { entity.columns(of: $0, for: operation) }
            differing[operation] = entity.differingColumns(for: operation)
        }
        self.columns = columns
        self.differing = differing
    }

    func differing(for operation: Operation) -> Set<String> { differing[operation] ?? [] }

    /// Those of the rules at these positions.
    func union(_ rules: [Int], for operation: Operation) -> Set<String> {
        let sets = columns[operation] ?? []
        return rules.reduce(into: []) { if sets.indices.contains($1) { $0.formUnion(sets[$1]) } }
    }

    /// Whether there are none of the rules at these positions.
    func isEmpty(_ rules: [Int], for operation: Operation) -> Bool {
        let sets = columns[operation] ?? []
        return rules.allSatisfy { !sets.indices.contains($0) || sets[$0].isEmpty }
    }
}
