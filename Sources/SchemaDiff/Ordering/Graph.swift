/// What has to come before what, among numbered nodes.
struct Graph {
    private(set) var predecessors: [[Int]]

    init(nodes: Int) { predecessors = Array(repeating: [], count: nodes) }

    mutating func put(_ node: Int, before other: Int) {
        if node != other { predecessors[other].append(node) }
    }

    /// The nodes, each behind its predecessors, otherwise by `rank`: the least first.
    ///
    /// Nodes in a circle come as they are met.
    func sorted(_ nodes: [Int], by rank: (Int) -> Int) -> [Int] {
        var order: [Int] = []
        var isMet = Array(repeating: false, count: predecessors.count)
        for start in nodes.sorted(by: { rank($0) < rank($1) }) where !isMet[start] {
            isMet[start] = true
            var path = [(node: start, rest: waiting(start, rank)[...])]
            while let (node, rest) = path.last {
                if let next = rest.first {
                    path[path.count - 1].rest = rest.dropFirst()
                    if !isMet[next] {
                        isMet[next] = true
                        path.append((next, waiting(next, rank)[...]))
                    }
                } else {
                    order.append(node)
                    path.removeLast()
                }
            }
        }
        return order
    }

    private func waiting(_ node: Int, _ rank: (Int) -> Int) -> [Int] {
        predecessors[node].sorted { rank($0) < rank($1) }
    }

    /// The sets of nodes that wait for each other (Tarjan's strongly connected components with more than one node).
    func circles() -> [[Int]] {
        var index = Array(repeating: -1, count: predecessors.count)
        var low = index
        var isOpen = Array(repeating: false, count: predecessors.count)
        var open: [Int] = []
        var circles: [[Int]] = []
        var count = 0
        for start in predecessors.indices where index[start] < 0 {
            var path = [(node: start, next: 0)]
            while let (node, next) = path.last {
                if next == 0 {
                    index[node] = count
                    low[node] = count
                    count += 1
                    open.append(node)
                    isOpen[node] = true
                }
                if next < predecessors[node].count {
                    path[path.count - 1].next += 1
                    let other = predecessors[node][next]
                    if index[other] < 0 {
                        path.append((other, 0))
                    } else if isOpen[other] {
                        low[node] = min(low[node], index[other])
                    }
                    continue
                }
                path.removeLast()
                if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == index[node] else { continue }
                var circle: [Int] = []
                while let last = open.popLast() {
                    isOpen[last] = false
                    circle.append(last)
                    if last == node { break }
                }
                if circle.count > 1 { circles.append(circle.sorted()) }
            }
        }
        return circles
    }
}
