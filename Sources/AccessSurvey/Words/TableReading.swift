/// Makes words of what everybody may do with a table.
struct TableReading {
    private let table: SurveyedSchema.Table
    private let rows: SurveyRows
    private let actors: [SurveyActor]
    private let findings: SurveyRun.Findings
    private let relations: [Relation]
    /// For each right, somebody and a row, with the relations that they stand in.
    private var pairs: [SurveyedRight: [Pair]] = [:]

    private struct Pair {
        let actor: Int
        let row: SurveyRows.Row
        let isAdmitted: Bool
        let relations: Set<Int>
    }

    init(
        _ table: SurveyedSchema.Table, _ rows: SurveyRows, _ actors: [SurveyActor], _ findings: SurveyRun.Findings
    ) {
        (self.table, self.rows, self.actors, self.findings) = (table, rows, actors, findings)
        let all = rows.rows[table.sql, default: []]
        relations = Self.distinct(Relation.all(to: table, rows), all, rows.members)
        let held = held(all)
        for right in SurveyedRight.allCases { pairs[right] = pairs(right, all, held) }
    }

    /// Of those that always hold together, the nearest.
    private static func distinct(
        _ relations: [Relation], _ rows: [SurveyRows.Row], _ members: [String]
    ) -> [Relation] {
        var seen: Set<[Bool]> = []
        return relations.filter { relation in
            let holds = rows.flatMap { row in members.map { relation.holds($0, row) } }
            return holds.contains(true) && seen.insert(holds).inserted
        }
    }

    /// By actor and row: the relations that hold.
    private func held(_ rows: [SurveyRows.Row]) -> [[Set<Int>]] {
        actors.map { actor in rows.map { held(actor, $0) } }
    }

    private func held(_ actor: SurveyActor, _ row: SurveyRows.Row) -> Set<Int> {
        guard let account = actor.account else { return [] }
        return Set(relations.indices.filter { relations[$0].holds(account, row) })
    }

    /// - Parameter held: what holds for the rows there are.
    private func pairs(_ right: SurveyedRight, _ all: [SurveyRows.Row], _ held: [[Set<Int>]]) -> [Pair] {
        actors.enumerated().flatMap { number, actor in
            let admitted = findings.admitted[right]?[number] ?? []
            if right == .create {
                return findings.candidates[number].enumerated().map { place, row in
                    Pair(
                        actor: number, row: row, isAdmitted: admitted.contains(String(place)),
                        relations: self.held(actor, row))
                }
            }
            return all.enumerated().map { place, row in
                let identity = rows.value(SurveyRows.identity, of: row) ?? ""
                return Pair(
                    actor: number, row: row, isAdmitted: admitted.contains(identity), relations: held[number][place])
            }
        }
    }

    // MARK: Cells

    private func cell(of meant: [Pair]) -> SurveyedTable.Cell? {
        if meant.isEmpty { return nil }
        let count = meant.count(where: \.isAdmitted)
        if count == 0 { return .no }
        if count == meant.count { return .every }
        let condition = RowCondition(table: table, rows: rows)
        return condition.words(for: meant.map { ($0.row, $0.isAdmitted) }).map { .those($0) } ?? .some
    }

    private func line(_ who: String, _ isMeant: (SurveyedRight, Pair) -> Bool) -> SurveyedTable.Line {
        var line = SurveyedTable.Line(who: who)
        for right in SurveyedRight.allCases {
            line[right] = cell(of: (pairs[right] ?? []).filter { isMeant(right, $0) }) ?? .no
        }
        return line
    }

    /// Those who stand in no relation to the row.
    private func line(of circle: SurveyActor.Circle) -> SurveyedTable.Line {
        line(circle.words ?? "") { actors[$1.actor].circle == circle && $1.relations.isEmpty }
    }

    private func isMember(_ pair: Pair) -> Bool { actors[pair.actor].circle == .member }

    /// Those who stand in these relations and, where possible, in no other.
    ///
    /// - Parameter others: what other relations give already; where one of them always comes along, it doesn't count.
    private func line(
        of wanted: Set<Int>, _ words: String, besides others: [Int: SurveyedTable.Line] = [:]
    ) -> SurveyedTable.Line {
        var line = SurveyedTable.Line(who: words)
        for right in SurveyedRight.allCases {
            let all = (pairs[right] ?? []).filter { isMember($0) && $0.relations.isSuperset(of: wanted) }
            let fewest = all.map(\.relations.count).min()
            let near = all.filter { $0.relations.count == fewest }
            // Of few, chance may have left out what one of the relations alone tells.
            let alone = wanted.compactMap { others[$0]?[right] }.first { $0 != .no }
            if wanted.count > 1, near.count < 8, let alone {
                line[right] = alone
                continue
            }
            let own = near.filter { pair in
                pair.relations.subtracting(wanted).allSatisfy { others[$0].map { $0[right] == .no } ?? true }
            }
            line[right] = cell(of: own.isEmpty ? near : own) ?? .no
        }
        return line
    }

    /// Whether somebody is seen in this relation and in no other.
    private func isSeenAlone(_ relation: Int) -> Bool {
        (pairs[.read] ?? []).contains { isMember($0) && $0.relations == [relation] }
    }

    // MARK: The table

    var surveyed: SurveyedTable {
        let base = line(SurveyActor.Circle.stranger.words ?? "") { _, pair in
            let circle = actors[pair.actor].circle
            return (circle == .stranger || circle == .member) && pair.relations.isEmpty
        }
        var lines = [line(of: .anonymous)]
        let guests = line(of: .guest)
        if !guests.isSame(as: base) { lines.append(guests) }
        lines.append(base)
        let stranger = actors.firstIndex { $0.circle == .stranger } ?? 0
        for (number, actor) in actors.enumerated() {
            guard case .named = actor.circle, differs(number, from: stranger) else { continue }
            lines.append(line(of: actor.circle))
        }
        lines += related(base)
        return SurveyedTable(
            name: table.name, kind: .table, lines: lines, columns: columns, limits: limits)
    }

    private func differs(_ actor: Int, from other: Int) -> Bool {
        SurveyedRight.allCases.contains { right in
            (findings.admitted[right]?[actor] ?? []) != (findings.admitted[right]?[other] ?? [])
        }
    }

    /// The relations that make a difference, then those that do so together only.
    private func related(_ base: SurveyedTable.Line) -> [SurveyedTable.Line] {
        var known: [Int: SurveyedTable.Line] = [:]
        for relation in relations.indices where isSeenAlone(relation) {
            known[relation] = line(of: [relation], relations[relation].words)
        }
        let lines = relations.indices.map { known[$0] ?? line(of: [$0], relations[$0].words, besides: known) }
        let single = relations.indices.map { (group: relations[$0].group, line: lines[$0]) }
        let together = combinations(lines).map { first, second in
            (
                group: "\(relations[first].group) who are also \(relations[second].group)",
                line: line(
                    of: [first, second], "\(relations[first].words) who are also \(relations[second].words)",
                    besides: [first: lines[first], second: lines[second]])
            )
        }
        return Self.collapsed(single, base) + Self.collapsed(together, base)
    }

    /// Pairs of relations that give what neither gives alone.
    private func combinations(_ lines: [SurveyedTable.Line]) -> [(Int, Int)] {
        var found: Set<[Int]> = []
        for (right, pairs) in pairs {
            for pair in pairs where isMember(pair) && pair.isAdmitted && pair.relations.count == 2 {
                if pair.relations.allSatisfy({ lines[$0][right] == .no }) { found.insert(pair.relations.sorted()) }
            }
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
    }

    /// Without what everybody may, and of those of one group that are alike, one.
    private static func collapsed(
        _ lines: [(group: String, line: SurveyedTable.Line)], _ base: SurveyedTable.Line
    ) -> [SurveyedTable.Line] {
        var collapsed: [SurveyedTable.Line] = []
        var done: Set<String> = []
        for (group, line) in lines where !line.isSame(as: base) {
            let alike = lines.filter { $0.group == group }
            guard alike.count > 1, alike.allSatisfy({ $0.line.isSame(as: line) }) else {
                collapsed.append(line)
                continue
            }
            guard done.insert(group).inserted else { continue }
            var whole = line
            whole.who = group
            collapsed.append(whole)
        }
        return collapsed
    }

    // MARK: What holds for all

    private var columns: SurveyedTable.Columns {
        func names(_ roles: (SurveyedSchema.Column) -> [String]) -> [String] {
            table.columns.filter { roles($0).contains { $0 != "service_role" } }.map(\.name)
        }
        return .init(
            all: table.columns.map(\.name), read: names(\.readers), create: names(\.writers),
            update: names(\.changers))
    }

    private var limits: [String] {
        var limits: [String] = []
        if let single = actors.firstIndex(where: { $0.circle == .singleFactor }),
            let double = actors.firstIndex(where: {
                $0.circle == .member && $0.account == actors[single].account
            }), differs(single, from: double)
        {
            let isAll = SurveyedRight.allCases.allSatisfy { findings.admitted[$0]?[single].isEmpty ?? true }
            limits.append(
                isAll ? "Every session needs a second factor." : "Some of it needs a session with a second factor.")
        }
        if let service = actors.firstIndex(where: { $0.circle == .service }) {
            let all = Set(rows.identities(of: table))
            let refused = [SurveyedRight.update, .delete].filter { findings.admitted[$0]?[service] != all }
            if !refused.isEmpty, !all.isEmpty {
                let verbs = refused.map(\.verb).joined(separator: " or ")
                limits.append("The service can't \(verbs) rows either.")
            }
        }
        if rows.rows[table.sql, default: []].isEmpty {
            limits.append("No row could be made up for it, so this says nothing about rows.")
        }
        return limits
    }
}

extension SurveyedTable.Line {
    func isSame(as other: Self) -> Bool { SurveyedRight.allCases.allSatisfy { self[$0] == other[$0] } }
}
