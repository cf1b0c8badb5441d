/// A pattern as a machine whose states are all followed at once, after Thompson: linear in the text, whatever the
/// pattern.
///
/// Source: Russ Cox, <https://swtch.com/~rsc/regexp/regexp2.html>
struct PatternProgram: Sendable {
    private enum Step: Sendable {
        case scalar(ScalarSet)
        case start, end
        /// Goes on at both.
        case split(Int, Int)
        case found
    }

    private var steps: [Step] = []
    private let limit: Int

    /// Nil if there would be more than `limit` steps.
    init?(_ root: PatternNode, limit: Int) {
        self.limit = limit
        guard compile(root) else { return nil }
        steps.append(.found)
    }

    /// Appends the steps of `node`, which go on at the step after them.
    private mutating func compile(_ node: PatternNode) -> Bool {
        guard steps.count < limit else { return false }
        switch node {
        case .scalars(let set): steps.append(.scalar(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .sequence(let parts): return parts.allSatisfy { compile($0) }
        case .alternatives(let branches): return compile(branches)
        case .repeated(let part, let least, let most):
            for _ in 0..<least { guard compile(part) else { return false } }
            guard let most else { return compileLoop(part) }
            // The rest is optional, each time only after the time before.
            var splits: [Int] = []
            for _ in least..<most {
                splits.append(steps.count)
                steps.append(.found)
                guard compile(part) else { return false }
            }
            for split in splits { steps[split] = .split(split + 1, steps.count) }
        }
        return steps.count <= limit
    }

    private mutating func compile(_ branches: [PatternNode]) -> Bool {
        var exits: [Int] = []
        for (index, branch) in branches.enumerated() {
            let split = steps.count
            let isLast = index == branches.count - 1
            if !isLast { steps.append(.found) }
            guard compile(branch) else { return false }
            guard !isLast else { break }
            exits.append(steps.count)
            steps.append(.found)
            steps[split] = .split(split + 1, steps.count)
        }
        for exit in exits { steps[exit] = .split(steps.count, steps.count) }
        return true
    }

    private mutating func compileLoop(_ part: PatternNode) -> Bool {
        let split = steps.count
        steps.append(.found)
        guard compile(part) else { return false }
        steps.append(.split(split, split))
        steps[split] = .split(split + 1, steps.count)
        return true
    }

    /// Whether the machine reaches its end from any place in `text`.
    func isFound(in text: String.UnicodeScalarView) -> Bool {
        var current: [Int] = []
        // The position at which each step was last added, so that none is added twice.
        var added = Array(repeating: -1, count: steps.count)
        var pending: [Int] = []
        var position = 0
        var rest = text[...]
        while true {
            pending.append(0)
            pending.append(contentsOf: current.reversed())
            current = []
            while let index = pending.popLast() {
                guard added[index] != position else { continue }
                added[index] = position
                switch steps[index] {
                case .scalar: current.append(index)
                case .start: if position == 0 { pending.append(index + 1) }
                case .end: if rest.isEmpty { pending.append(index + 1) }
                case .split(let first, let second):
                    pending.append(second)
                    pending.append(first)
                case .found: return true
                }
            }
            guard let scalar = rest.popFirst() else { return false }
            current = current.compactMap { index in
                if case .scalar(let set) = steps[index], set.contains(scalar) { index + 1 } else { nil }
            }
            position += 1
        }
    }
}
