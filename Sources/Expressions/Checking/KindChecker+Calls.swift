extension KindChecker {
    mutating func call(_ function: Function, _ operands: [Typed], _ range: Range<Int>) -> ValueKind {
        let kinds = operands.map(\.kind)
        let fitting = function.fittingSignatures(kinds).compactMap { $0.result(of: kinds) }
        if let first = fitting.first {
            // Literals fit several signatures; what they have in common is all that is known then.
            return fitting.allSatisfy { $0 == first } ? first : .any
        }
        // One signature can say which argument is wrong; several only that together they don't fit.
        let candidates = function.signatures.filter { $0.counts.contains(operands.count) }
        if candidates.count == 1, let signature = candidates.first {
            for (index, operand) in operands.enumerated() {
                guard case .kind(let expected) = signature.parameter(index),
                    !operand.kind.converts(to: expected)
                else {
                    continue
                }
                refuse(
                    "\(function.name) needs \(expected.description) here, and this is \(operand.kind.description)",
                    operand.range)
                return signature.result(of: []) ?? .any
            }
        }
        if operands.count == 1, let operand = operands.first {
            refuse("\(function.name) can't be used on \(operand.kind.description)", operand.range)
        } else {
            let list = kinds.map(\.description).joined(separator: ", ")
            refuse("\(function.name) can't be used on \(list)", range)
        }
        return .any
    }
}

extension Function {
    /// The signatures that PostgreSQL could choose: of those that fit, the ones with the most exact matches.
    ///
    /// Source: <https://www.postgresql.org/docs/current/typeconv-func.html>
    func fittingSignatures(_ kinds: [ValueKind]) -> [Signature] {
        let fitting = signatures.filter { $0.result(of: kinds) != nil }
        let matches = fitting.map { $0.exactMatches(kinds) }
        return zip(fitting, matches).filter { $1 == matches.max() }.map(\.0)
    }
}

extension Function.Signature {
    fileprivate func exactMatches(_ kinds: [ValueKind]) -> Int {
        kinds.indices.count { parameter($0) == .kind(kinds[$0]) }
    }

    /// The kind that a call yields; nil if the arguments don't fit.
    func result(of kinds: [ValueKind]) -> ValueKind? {
        guard counts.contains(kinds.count) else { return nil }
        var same = ValueKind.any
        for (index, kind) in kinds.enumerated() {
            let element: ValueKind
            switch (parameter(index), kind) {
            case (.kind(let expected), _):
                guard kind.converts(to: expected) else { return nil }
                continue
            case (.same, _): element = kind
            case (.arrayOfSame, .array(let inner)): element = inner
            case (.arrayOfSame, .any): element = .any
            case (.arrayOfSame, _): return nil
            }
            guard let united = same.united(with: element) else { return nil }
            same = united
        }
        switch result {
        case .kind(let kind): return kind
        case .same: return same
        case .arrayOfSame: return .array(same)
        }
    }
}
