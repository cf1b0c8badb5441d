import Testing

@testable import SchemaDiff

@Suite struct GraphTests {
    private func graph(_ edges: [(Int, Int)], nodes: Int = 6) -> Graph {
        var graph = Graph(nodes: nodes)
        for (first, second) in edges { graph.put(first, before: second) }
        return graph
    }

    @Test func putsWhatIsNeededFirst() {
        let graph = graph([(5, 0), (3, 5), (1, 2)])
        #expect(graph.sorted(Array(0..<6)) { $0 } == [3, 5, 0, 1, 2, 4])
    }

    /// Where nothing else decides, the rank does, whatever order the nodes are given in.
    @Test func keepsToTheRank() {
        let graph = graph([(2, 1)])
        #expect(graph.sorted([4, 3, 2, 1, 0]) { -$0 } == [5, 4, 3, 2, 1, 0].filter { $0 < 5 })
    }

    @Test(
        arguments: [
            ([(0, 1), (1, 2)], []), ([(0, 1), (1, 0)], [[0, 1]]), ([(0, 0)], []),
            ([(0, 1), (1, 2), (2, 0), (3, 4), (4, 3), (2, 3)], [[0, 1, 2], [3, 4]]),
        ] as [([(Int, Int)], [[Int]])])
    func findsCircles(edges: [(Int, Int)], circles: [[Int]]) {
        #expect(graph(edges).circles().sorted { $0[0] < $1[0] } == circles)
    }

    /// Chains as long as a large schema has them.
    @Test func goesDeep() {
        let count = 100_000
        let graph = graph((1..<count).map { ($0, $0 - 1) }, nodes: count)
        #expect(graph.circles().isEmpty)
        #expect(graph.sorted(Array(0..<count)) { $0 } == Array((0..<count).reversed()))
    }
}
