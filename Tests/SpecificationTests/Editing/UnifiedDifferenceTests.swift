import Specification
import Testing

struct UnifiedDifferenceTests {
    @Test func showsHunksWithTheirLinesAround() {
        let old = (1...12).map { "line \($0)\n" }.joined()
        let new = old.replacing("line 2\n", with: "").replacing("line 11\n", with: "line 11\nnew\n")
        #expect(
            UnifiedDifference(from: old, to: new).text(old: "a", new: "b", context: 1) == """
                --- a
                +++ b
                @@ -1,3 +1,2 @@
                 line 1
                -line 2
                 line 3
                @@ -11,2 +10,3 @@
                 line 11
                +new
                 line 12

                """)
    }

    @Test(arguments: [("", ""), ("a\n", "a\n"), ("", "a\nb\n"), ("a\n", ""), ("a\nb\nc\n", "c\nb\na\n"), ("a", "a\n")])
    func leadsFromOneToTheOther(_ old: String, _ new: String) {
        check(old, new)
    }

    @Test(arguments: 0..<200) func isTheShortestWay(_ seed: Int) {
        var generator = EditGenerator(seed: UInt64(seed))
        let a = (0..<generator.number(below: 12)).map { _ in generator.pick(["a", "b", "c"]) }
        let b = (0..<generator.number(below: 12)).map { _ in generator.pick(["a", "b", "c"]) }
        let lines = check(a.map { $0 + "\n" }.joined(), b.map { $0 + "\n" }.joined())
        // The longest common subsequence, the slow way.
        var lengths = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in a.indices.reversed() {
            for j in b.indices.reversed() {
                lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        #expect(lines.count == a.count + b.count - lengths[0][0])
    }

    @discardableResult private func check(_ old: String, _ new: String) -> [UnifiedDifference.Line] {
        let difference = UnifiedDifference(from: old, to: new)
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast(
                text.hasSuffix("\n") || text.isEmpty ? 1 : 0)
        }
        var before: [String] = []
        var after: [String] = []
        for line in difference.lines {
            switch line {
            case .common(let text):
                before.append(text)
                after.append(text)
            case .removed(let text): before.append(text)
            case .added(let text): after.append(text)
            }
        }
        #expect(before == lines(old))
        #expect(after == lines(new))
        return difference.lines
    }
}
