internal import Naming

/// Who gains and who loses what between two surveys, in words: "editors can now delete posts".
public struct AccessDifference: Sendable, Hashable {
    public var changes: [Change]

    /// One thing that some people can do, or can't do any more.
    public struct Change: Sendable, Hashable {
        /// The table or view.
        public var table: String
        public var widens: Bool
        public var narrows: Bool
        /// Without a capital letter and a full stop.
        public var sentence: String
    }

    public var isEmpty: Bool { changes.isEmpty }

    /// What is in both; who may do what with a new table is no difference to anybody.
    public init(from old: AccessSurvey, to new: AccessSurvey) {
        changes = new.tables.flatMap { table in
            old.tables.first { $0.name == table.name && $0.kind == table.kind }
                .map { Self.changes(from: $0, to: table) } ?? []
        }
    }

    private static func changes(from old: SurveyedTable, to new: SurveyedTable) -> [Change] {
        var found: [(who: String, change: Change)] = []
        let names =
            new.lines.map(\.who)
            + old.lines.map(\.who).filter { name in
                !new.lines.contains { $0.who == name }
            }
        for right in SurveyedRight.allCases {
            var tails: [(tail: String, who: [String], change: Change)] = []
            for who in names {
                guard let before = old.cell(who, right), let after = new.cell(who, right), before != after else {
                    continue
                }
                let (tail, widens, narrows) = Self.tail(right, phrase(new.name), before, after)
                // Who is signed in is meant by whatever everybody else is told.
                let isSaid = tails.contains { $0.tail == tail && $0.who.contains(SurveyedTable.everybody) }
                if isSaid { continue }
                let change = Change(table: new.name, widens: widens, narrows: narrows, sentence: "")
                if let place = tails.firstIndex(where: { $0.tail == tail }) {
                    tails[place].who.append(who)
                } else {
                    tails.append((tail, [who], change))
                }
            }
            for (tail, who, change) in tails {
                var change = change
                change.sentence = "\(list(who)) \(tail)"
                found.append((who[0], change))
            }
        }
        return found.map(\.change) + columns(from: old, to: new)
    }

    private static func tail(
        _ right: SurveyedRight, _ things: String, _ before: SurveyedTable.Cell, _ after: SurveyedTable.Cell
    ) -> (String, widens: Bool, narrows: Bool) {
        let verb = right.verb
        func which(_ cell: SurveyedTable.Cell) -> String {
            switch cell {
            case .no: "no \(things)"
            case .every: "all \(things)"
            case .those(let condition): "\(things) where \(condition)"
            case .some: "some \(things)"
            }
        }
        return switch (before, after) {
        case (.no, .every): ("can now \(verb) \(things)", true, false)
        case (.no, _): ("can now \(verb) \(which(after))", true, false)
        case (.every, .no): ("can no longer \(verb) \(things)", false, true)
        case (_, .no): ("can no longer \(verb) \(which(before))", false, true)
        case (_, .every): ("can now \(verb) all \(things), not only \(rest(before, things))", true, false)
        case (.every, _): ("can now \(verb) only \(which(after)), no longer all \(things)", false, true)
        default: ("can now \(verb) \(which(after)) instead of \(which(before))", true, true)
        }
    }

    private static func rest(_ cell: SurveyedTable.Cell, _ things: String) -> String {
        if case .those(let condition) = cell { "those where \(condition)" } else { "some" }
    }

    private static func columns(from old: SurveyedTable, to new: SurveyedTable) -> [Change] {
        guard let before = old.columns, let after = new.columns else { return [] }
        let kept = Set(before.all).intersection(after.all)
        func change(_ names: [String], _ words: String, widens: Bool) -> [Change] {
            let names = names.filter(kept.contains)
            if names.isEmpty { return [] }
            let list = names.map { "\(new.name).\($0)" }.joined(separator: ", ")
            return [Change(table: new.name, widens: widens, narrows: !widens, sentence: "clients can \(words) \(list)")]
        }
        return [("read", \SurveyedTable.Columns.read), ("state", \.create), ("change", \.update)].flatMap {
            verb, path in
            let (old, new) = (before[keyPath: path], after[keyPath: path])
            // Where nobody could or can do it at all, that is said of the rows.
            if old.isEmpty || new.isEmpty { return [Change]() }
            return change(new.filter { !old.contains($0) }, "now \(verb)", widens: true)
                + change(old.filter { !new.contains($0) }, "no longer \(verb)", widens: false)
        }
    }

    private static func list(_ names: [String]) -> String {
        guard names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    }
}

extension SurveyedTable {
    static let everybody = "signed-in accounts"

    /// Who has no line of their own may do what everybody may who is signed in.
    fileprivate func cell(_ who: String, _ right: SurveyedRight) -> Cell? {
        let line = lines.first { $0.who == who } ?? lines.first { $0.who == Self.everybody }
        return line.flatMap { $0[right] } ?? (kind == .table ? .no : nil)
    }
}
