/// The order in which tables are filled, so that what rows refer to is there.
struct LoadOrder: Sendable {
    /// Positions of the batches.
    private(set) var order: [Int] = []
    /// For each batch, the foreign keys whose target comes later: they close a circle.
    private(set) var closing: [Int: [SeedCatalog.ForeignKey]] = [:]

    /// Takes the first table whose targets are all filled, in the order of `batches`; where a circle leaves none, the
    /// first whose remaining references may be null.
    init(_ batches: [SeedBatch], _ foreignKeys: [SeedCatalog.ForeignKey]) {
        let positions = Dictionary(
            batches.enumerated().map { ($1.table.id, $0) }, uniquingKeysWith: { first, _ in first })
        var edges = [[(key: SeedCatalog.ForeignKey, target: Int)]](repeating: [], count: batches.count)
        var dependents = [[Int]](repeating: [], count: batches.count)
        for key in foreignKeys {
            guard let from = positions[key.table], let target = positions[key.target], from != target else {
                continue
            }
            edges[from].append((key, target))
            dependents[target].append(from)
        }
        var missing = edges.map(\.count)
        var isPlaced = [Bool](repeating: false, count: batches.count)
        var ready = batches.indices.filter { missing[$0] == 0 }[...]
        while order.count < batches.count {
            if ready.isEmpty {
                let rest = batches.indices.filter { !isPlaced[$0] }
                let next = rest.first { index in
                    edges[index].allSatisfy { edge in
                        isPlaced[edge.target]
                            || edge.key.columns.contains {
                                batches[index].table.column(named: $0)?.isNullable == true
                            }
                    }
                }
                guard let next = next ?? rest.first else { return }
                closing[next] = edges[next].filter { !isPlaced[$0.target] }.map(\.key)
                ready = [next]
            }
            guard let index = ready.popFirst(), !isPlaced[index] else { continue }
            isPlaced[index] = true
            order.append(index)
            for dependent in dependents[index] {
                missing[dependent] -= 1
                if missing[dependent] == 0, !isPlaced[dependent] { ready.append(dependent) }
            }
        }
    }
}
