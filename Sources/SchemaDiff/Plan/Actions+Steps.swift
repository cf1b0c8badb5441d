internal import Catalog

extension Actions {
    /// The statements, each where it can run.
    var steps: [PlanStep] {
        var ranks: [(node: Int, key: (Int, Int, String))] = []
        for thing in things.indices {
            let fact = things.fact(thing)
            func add(_ part: Part, _ rank: Int) {
                ranks.append((node(part, thing), (rank, fact.kind.place, fact.name)))
            }
            if fates.setAside.contains(thing) { add(.setAside, Rank.make) }
            if fates.isDropped(thing), dropHomes[thing] == thing {
                add(.drop, online.dropsAlone(thing) ? Rank.dropAlone : fact.kind.holdsData ? Rank.dropData : Rank.drop)
            }
            let usual = fact.kind == .defaultPrivilege ? Rank.defaults : Rank.make
            if fates.isCreated(thing), createHomes[thing] == thing {
                add(.create, online.createsAlone(thing) ? Rank.makeAlone : usual)
            }
            if online.swap(thing) != nil { add(.prepare, Rank.prepare) }
            if fates.isAltered(thing) { add(.alter, fact.kind == .enumeration ? Rank.values : usual) }
            for part in online.laterParts(of: thing) { add(part, Rank.later(part)) }
        }
        ranks.sort { $0.key < $1.key }
        var places = Array(repeating: Int.max, count: things.indices.count * Part.allCases.count)
        for (place, entry) in ranks.enumerated() { places[entry.node] = place }
        var arriving: [Int: [Int]] = [:]
        for thing in things.indices where createHomes[thing] != thing {
            arriving[home(thing, createHomes), default: []].append(thing)
        }
        return graph.sorted(ranks.map(\.node)) { places[$0] }.flatMap { node -> [PlanStep] in
            guard places[node] < Int.max, let part = Part(rawValue: node % Part.allCases.count) else { return [] }
            let thing = node / Part.allCases.count
            return steps(part, thing, arriving[thing] ?? [])
        }
    }

    /// What comes first where nothing else decides. What runs in a transaction of its own comes before or behind what
    /// belongs together, so that a policy is never gone for longer than a transaction.
    private enum Rank {
        static let values = -1
        static let prepare = 0
        static let drop = 1
        static let make = 2
        static let defaults = 3
        static let makeAlone = 4
        static let fill = 5
        static let validate = 6
        static let settle = 7
        static let dropAlone = 8
        /// What fails before it has taken nothing.
        static let dropData = 9

        static func later(_ part: Part) -> Int { part == .fill ? fill : part == .validate ? validate : settle }
    }

    private func steps(_ part: Part, _ thing: Int, _ arriving: [Int]) -> [PlanStep] {
        let id = things.fact(thing).id
        func steps(_ action: PlanStep.Action, _ statements: [String]) -> [PlanStep] {
            statements.map { PlanStep(statement: $0, action: action, subject: id) }
        }
        switch part {
        case .prepare: return online.preparation(thing)
        case .setAside:
            guard let old = things.old[thing] else { return [] }
            return steps(.alter, SetAside.statements(old))
        case .drop:
            guard let old = things.old[thing] else { return [] }
            if fates.setAside.contains(thing) { return steps(.drop, ["drop \(SetAside.reference(old))"]) }
            if company.leavesWithAncestor(thing) { return [] }
            return online.drop(thing) ?? steps(.drop, old.kind.changes.drop(old, in: things.from))
        case .create:
            guard let new = things.new[thing] else { return [] }
            if company.arrivesWithAncestor(thing) { return steps(.create, company.remainder(of: new)) }
            if new.kind == .grant { return steps(.create, initial.statements(for: new, things, fates)) }
            let prepared = steps(
                .alter,
                things.sides.replacement(before: new).map {
                    things.sides.quietly($1.statement($0), $0[.table] ?? "")
                } ?? [])
            if let steps = online.creation(thing) { return prepared + steps }
            return prepared + steps(.create, creation(of: new, with: arriving))
                + steps(
                    .alter,
                    ([new] + arriving.compactMap { things.new[$0] }).flatMap {
                        initial.revocations(for: $0, in: things.to)
                    })
        case .alter:
            guard case .altered(let statements) = fates[thing] else { return [] }
            if id.kind == .enumeration {
                // A new value can't be used before it is committed.
                return statements.map {
                    PlanStep(statement: $0, action: .alter, subject: id, execution: .ownTransaction)
                }
            }
            return online.alteration(thing, statements) ?? steps(.alter, statements)
        case .fill, .validate, .settle: return online.later(part, thing)
        }
    }

    private func creation(of fact: Fact, with arriving: [Int]) -> [String] {
        let parts = arriving.compactMap { things.new[$0] }
        let defaults = Dictionary(
            parts.filter { $0.kind == .defaultValue }.map { ($0.name, $0.written(.expression)) },
            uniquingKeysWith: { first, _ in first })
        switch fact.kind {
        case .table:
            let columns = parts.filter { $0.kind == .column }.sorted { $0.position < $1.position }
            let constraints = parts.filter { $0.kind == .constraint }
                .sorted { ($0.constraintRank, $0.name) < ($1.constraintRank, $1.name) }
            let lines =
                columns.filter { $0.inheritedFrom.isEmpty }
                .map { ColumnChanges.definition($0, default: defaults[$0.name] ?? nil) }
                + constraints.map(ConstraintChanges.definition)
            return TableChanges.create(fact, lines: lines, inheritances: parts.filter { $0.kind == .inheritance })
                + columns.filter { company.isStricter($0) }.map(ColumnChanges.requirement)
                + columns.flatMap { ColumnChanges.settings(nil, $0) }
        case .column:
            let expression = defaults[fact.name] ?? nil
            if things[fact.id].map(online.isFilledInBatches) ?? false {
                return ColumnChanges.createEmpty(fact, default: expression)
            }
            if let fill = things.sides.declared.fills[fact.id] {
                return ColumnChanges.create(fact, default: expression, filledWith: fill, in: things.sides)
            }
            return ColumnChanges.create(fact, default: expression)
        case .index:
            let statements = IndexChanges.create(fact, in: things.to)
            guard let ancestor = fact[.ancestor].flatMap({ things[Fact.ID(.index, $0)] }), !fates.isCreated(ancestor)
            else { return statements }
            return statements + [IndexChanges.attachment(of: fact)]
        default: return fact.kind.changes.create(fact, in: things.to)
        }
    }
}

/// The name of a type that is about to go while columns are converted to the new one.
private enum SetAside {
    private static func name(_ fact: Fact) -> String {
        OnlineForm.bounded("\(unquoted(fact.bareName))_set_aside")
    }

    static func statements(_ fact: Fact) -> [String] {
        let multirange = fact[.objects].map { name in
            let bare =
                name.hasPrefix("\(fact[.schema] ?? "").")
                ? String(name.dropFirst((fact[.schema] ?? "").count + 1)) : name
            return "alter type \(name) rename to \(OnlineForm.bounded("\(unquoted(bare))_set_aside"))"
        }
        return ["alter \(fact.reference) rename to \(name(fact))"] + [multirange].compactMap(\.self)
    }

    static func reference(_ fact: Fact) -> String {
        "\(fact.kind == .domain ? "domain" : "type") \(fact[.schema] ?? "public").\(name(fact))"
    }
}

extension Fact.Kind {
    /// Goes last, so that what fails before it has taken nothing.
    fileprivate var holdsData: Bool {
        switch self {
        case .table, .column, .schema, .extension, .sequence, .index, .function, .enumeration, .compositeType,
            .rangeType, .domain, .collation, .cast, .operator, .textSearchDictionary, .textSearchConfiguration,
            .foreignServer, .foreignDataWrapper:
            true
        default: false
        }
    }
}
