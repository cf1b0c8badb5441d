internal import Catalog

/// What is done to things, and in which order.
///
/// A thing has up to four nodes in the graph: it is set aside, dropped, created, altered. What vanishes or comes with
/// another thing shares that one's node, unless that would close a circle.
struct Actions {
    private enum Part: Int, CaseIterable { case setAside, drop, create, alter }

    private let fates: Fates
    private let company: Company
    private let initial: InitialPrivileges
    private var graph: Graph
    /// The things whose drop or creation is a part of another's.
    private var dropHomes: [Int]
    private var createHomes: [Int]

    private var things: Things { fates.things }

    init(_ fates: Fates) {
        self.fates = fates
        company = Company(fates)
        initial = InitialPrivileges(fates.things.from)
        let things = fates.things
        dropHomes = Array(things.indices)
        createHomes = Array(things.indices)
        graph = Graph(nodes: 0)
        for thing in things.indices {
            if fates.isDropped(thing), let home = company.vanishing(thing) { dropHomes[thing] = home }
            if fates.isCreated(thing), let home = company.arriving(thing) { createHomes[thing] = home }
        }
        graph = makeGraph()
        unfold()
    }

    private func home(_ thing: Int, _ homes: [Int]) -> Int {
        var thing = thing
        while homes[thing] != thing { thing = homes[thing] }
        return thing
    }

    /// Takes things out of the nodes of others where circles go through them.
    private mutating func unfold() {
        while true {
            let circles = graph.circles()
            var found = false
            for circle in circles {
                let nodes = Set(circle)
                for thing in things.indices {
                    if dropHomes[thing] != thing, company.canStandAlone(thing), nodes.contains(node(.drop, thing)),
                        reaches(circle, .drop, thing)
                    {
                        dropHomes[thing] = thing
                        found = true
                    }
                    if createHomes[thing] != thing, company.canStandAlone(thing), nodes.contains(node(.create, thing)),
                        reaches(circle, .create, thing)
                    {
                        createHomes[thing] = thing
                        found = true
                    }
                }
            }
            guard found else { return }
            graph = makeGraph()
        }
    }

    /// Whether `thing` itself, and not only its home, needs something else in the circle.
    private func reaches(_ circle: [Int], _ part: Part, _ thing: Int) -> Bool {
        let own = node(part, thing)
        let others = Set(circle).subtracting([own])
        let needs =
            part == .drop
            ? things.oldDependencies[thing].filter(fates.isDropped).map { node(.drop, $0) }
            : things.newDependencies[thing].flatMap { [node(.create, $0), node(.alter, $0)] }
        return needs.contains { others.contains($0) }
    }

    // MARK: The graph

    private func node(_ part: Part, _ thing: Int) -> Int {
        let home =
            switch part {
            case .drop: home(thing, dropHomes)
            case .create: home(thing, createHomes)
            case .setAside, .alter: thing
            }
        return home * Part.allCases.count + part.rawValue
    }

    /// What is done to a thing.
    private func parts(of thing: Int) -> [Part] {
        switch fates[thing] {
        case .same: []
        case .created: [.create]
        case .dropped: [.drop]
        case .replaced: [.drop, .create]
        case .altered: [.alter]
        }
    }

    private func makeGraph() -> Graph {
        var graph = Graph(nodes: things.indices.count * Part.allCases.count)
        var (freed, given): ([String: [Int]], [String: [Int]]) = ([:], [:])
        for thing in things.indices where fates.isDropped(thing) {
            for claim in things.old[thing]?.claims ?? [] { freed[claim, default: []].append(thing) }
        }
        for thing in things.indices where fates.isAltered(thing) {
            // A column's identity comes and goes with a sequence.
            let (before, after) = (things.old[thing]?.claims ?? [], things.new[thing]?.claims ?? [])
            for claim in before where !after.contains(claim) { given[claim, default: []].append(thing) }
            for claim in after where !before.contains(claim) {
                for other in freed[claim] ?? [] { graph.put(node(.drop, other), before: node(.alter, thing)) }
            }
        }
        for thing in things.indices {
            if fates.isDropped(thing) {
                for needed in things.oldDependencies[thing] {
                    if fates.isDropped(needed) { graph.put(node(.drop, thing), before: node(.drop, needed)) }
                    if fates.setAside.contains(needed), dropHomes[thing] != needed {
                        graph.put(node(.drop, thing), before: node(.setAside, needed))
                    }
                    if fates.isAltered(needed) { graph.put(node(.drop, thing), before: node(.alter, needed)) }
                }
            }
            if fates.isCreated(thing) {
                for needed in things.newDependencies[thing] {
                    if fates.isCreated(needed) { graph.put(node(.create, needed), before: node(.create, thing)) }
                    if fates.isAltered(needed) { graph.put(node(.alter, needed), before: node(.create, thing)) }
                }
                for claim in things.new[thing]?.claims ?? [] {
                    for other in given[claim] ?? [] { graph.put(node(.alter, other), before: node(.create, thing)) }
                    for other in freed[claim] ?? [] where !fates.setAside.contains(other) {
                        graph.put(node(.drop, other), before: node(.create, thing))
                    }
                }
                if fates.setAside.contains(thing) {
                    graph.put(node(.setAside, thing), before: node(.create, thing))
                } else if fates.isDropped(thing) {
                    graph.put(node(.drop, thing), before: node(.create, thing))
                }
            }
            if things.fact(thing).kind == .inheritance {
                // Two tables have the same columns and checks before one becomes the other's child, and until it is no
                // longer.
                for member in company.members(ofTablesOf: thing) {
                    let parts = parts(of: member)
                    if fates.isCreated(thing), createHomes[thing] == thing {
                        for part in parts { graph.put(node(part, member), before: node(.create, thing)) }
                    }
                    if fates.isDropped(thing), dropHomes[thing] == thing {
                        for part in parts { graph.put(node(.drop, thing), before: node(part, member)) }
                    }
                }
            }
            if fates.isAltered(thing) {
                for needed in things.newDependencies[thing] {
                    if fates.isCreated(needed) { graph.put(node(.create, needed), before: node(.alter, thing)) }
                    if fates.isAltered(needed) { graph.put(node(.alter, needed), before: node(.alter, thing)) }
                }
                for needed in things.oldDependencies[thing] where fates.isDropped(needed) {
                    graph.put(node(.alter, thing), before: node(.drop, needed))
                }
            }
        }
        return graph
    }

    /// The things that wait for each other, a list for each circle.
    var circles: [[Int]] {
        graph.circles().map { circle in Array(Set(circle.map { $0 / Part.allCases.count })).sorted() }
    }

    /// Whether `thing` changes in place and could be made anew instead, because no data hangs on it.
    func isRenewable(_ thing: Int) -> Bool {
        let renewable: Set<Fact.Kind> = [
            .view, .materializedView, .function, .policy, .trigger, .rule, .constraint, .index, .defaultValue,
            .domainConstraint,
        ]
        return fates.isAltered(thing) && renewable.contains(things.fact(thing).kind)
    }

    // MARK: The statements

    var steps: [PlanStep] {
        var ranks: [(node: Int, key: (Int, Int, String))] = []
        for thing in things.indices {
            let fact = things.fact(thing)
            func add(_ part: Part, _ rank: Int) {
                ranks.append((node(part, thing), (rank, fact.kind.place, fact.name)))
            }
            if fates.setAside.contains(thing) { add(.setAside, 1) }
            if fates.isDropped(thing), dropHomes[thing] == thing { add(.drop, fact.kind.holdsData ? 2 : 0) }
            if fates.isCreated(thing), createHomes[thing] == thing {
                add(.create, fact.kind == .defaultPrivilege ? 3 : 1)
            }
            if fates.isAltered(thing) { add(.alter, fact.kind == .defaultPrivilege ? 3 : 1) }
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

    private func steps(_ part: Part, _ thing: Int, _ arriving: [Int]) -> [PlanStep] {
        let id = things.fact(thing).id
        func steps(_ action: PlanStep.Action, _ statements: [String]) -> [PlanStep] {
            statements.map { PlanStep(statement: $0, action: action, subject: id) }
        }
        switch part {
        case .setAside:
            guard let old = things.old[thing] else { return [] }
            return steps(.alter, ["alter \(old.reference) rename to \(SetAside.name)"])
        case .drop:
            guard let old = things.old[thing] else { return [] }
            if fates.setAside.contains(thing) { return steps(.drop, ["drop \(SetAside.reference(old))"]) }
            return company.leavesWithAncestor(thing) ? [] : steps(.drop, old.kind.changes.drop(old, in: things.from))
        case .create:
            guard let new = things.new[thing] else { return [] }
            if company.arrivesWithAncestor(thing) { return steps(.create, company.remainder(of: new)) }
            if new.kind == .grant { return steps(.create, initial.statements(for: new, things, fates)) }
            return steps(.create, creation(of: new, with: arriving))
                + steps(.alter, initial.revocations(for: new, in: things.to))
        case .alter:
            guard case .altered(let statements) = fates[thing] else { return [] }
            var steps = steps(.alter, statements)
            if id.kind == .enumeration { for index in steps.indices { steps[index].commits = true } }
            return steps
        }
    }

    private func creation(of fact: Fact, with arriving: [Int]) -> [String] {
        let parts = arriving.compactMap { things.new[$0] }
        let defaults = Dictionary(
            parts.filter { $0.kind == .defaultValue }.map { ($0.name, $0[.expression]) },
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
            return ColumnChanges.create(fact, default: defaults[fact.name] ?? nil)
        default: return fact.kind.changes.create(fact, in: things.to)
        }
    }
}

/// The name of a type that is about to go while columns are converted to the new one.
private enum SetAside {
    static let name = "berry_set_aside"

    static func reference(_ fact: Fact) -> String {
        "\(fact.kind == .domain ? "domain" : "type") \(fact[.schema] ?? "public").\(name)"
    }
}

extension Fact {
    /// Names that no other thing may have at the same time.
    fileprivate var claims: [String] {
        switch kind {
        case .table, .view, .materializedView: ["relation \(name)", "type \(name)"]
        case .sequence, .index: ["relation \(name)"]
        case .compositeType: ["relation \(name)", "type \(name)"]
        case .enumeration, .rangeType, .domain: ["type \(name)"]
        case .column where self[.objects] != nil: ["relation \(self[.objects] ?? "")"]
        case .constraint where constraintRank < 2 || self[.constraintType] == "exclude":
            ["relation \(self[.schema] ?? "").\(self[.column] ?? "")"]
        default: []
        }
    }

    /// The order in which people write them.
    fileprivate var constraintRank: Int {
        ["primary key", "unique", "check", "exclude", "foreign key"].firstIndex(of: self[.constraintType] ?? "") ?? 5
    }
}

extension Fact.Kind {
    /// Goes last, so that what fails before it has taken nothing.
    fileprivate var holdsData: Bool {
        switch self {
        case .table, .column, .schema, .extension, .sequence, .index, .function, .enumeration, .compositeType,
            .rangeType, .domain,
            .collation, .foreignServer, .foreignDataWrapper:
            true
        default: false
        }
    }
}
