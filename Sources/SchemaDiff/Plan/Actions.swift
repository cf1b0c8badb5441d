internal import Catalog

/// What is done to things, and in which order.
///
/// A thing has up to eight nodes in the graph: it is prepared, set aside, dropped, created and altered; and later on,
/// when that is committed, rows are filled, it is validated, and it is settled. What vanishes or comes with another thing
/// shares that one's node, unless that would close a circle.
struct Actions {
    enum Part: Int, CaseIterable { case prepare, setAside, drop, create, alter, fill, validate, settle }

    let fates: Fates
    let company: Company
    let initial: InitialPrivileges
    let online: OnlineForm
    private(set) var graph: Graph
    /// The things whose drop or creation is a part of another's.
    private(set) var dropHomes: [Int]
    private(set) var createHomes: [Int]

    var things: Things { fates.things }

    /// Whether no function is there together with one of the same name that goes and takes the same calls.
    private let partsOverloads: Bool

    init(_ fates: Fates, isOnline: Bool, partsOverloads: Bool) {
        self.fates = fates
        self.partsOverloads = partsOverloads
        company = Company(fates)
        initial = InitialPrivileges(fates.things.from)
        online = OnlineForm(fates, isNeeded: isOnline)
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

    func home(_ thing: Int, _ homes: [Int]) -> Int {
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

    func node(_ part: Part, _ thing: Int) -> Int {
        let home =
            switch part {
            case .drop: home(thing, dropHomes)
            case .create: home(thing, createHomes)
            case .prepare, .setAside, .alter, .fill, .validate, .settle: thing
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

    private func claims(_ fact: Fact) -> [String] {
        fact.claims
            + (partsOverloads && fact.kind == .function ? ["calls of \(fact[.schema] ?? "").\(fact.bareName)"] : [])
    }

    private func makeGraph() -> Graph {
        var graph = Graph(nodes: things.indices.count * Part.allCases.count)
        var (freed, given): ([String: [Int]], [String: [Int]]) = ([:], [:])
        for thing in things.indices where fates.isDropped(thing) {
            for claim in things.old[thing].map(claims) ?? [] { freed[claim, default: []].append(thing) }
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
            var last = fates.isCreated(thing) ? Part.create : .alter
            for part in online.laterParts(of: thing) {
                graph.put(node(last, thing), before: node(part, thing))
                if part == .fill, let column = things.new[thing] {
                    for other in online.filledTogether(with: column) where other != thing {
                        for part in parts(of: other) { graph.put(node(part, other), before: node(.fill, thing)) }
                        graph.put(node(.fill, thing), before: node(.validate, other))
                    }
                }
                last = part
            }
            if online.swap(thing) != nil {
                graph.put(node(.prepare, thing), before: node(.alter, thing))
                for needed in things.newDependencies[thing] where fates.isCreated(needed) {
                    graph.put(node(.create, needed), before: node(.prepare, thing))
                }
                for type in things.newDependencies[thing]
                where fates.isAltered(type) && things.fact(type).kind == .enumeration {
                    graph.put(node(.alter, type), before: node(.prepare, thing))
                }
            }
            if fates.isDropped(thing) {
                // What is set aside goes when all that used it is converted.
                let isSetAside = fates.setAside.contains(home(thing, dropHomes))
                for needed in things.oldDependencies[thing] {
                    if fates.isDropped(needed) { graph.put(node(.drop, thing), before: node(.drop, needed)) }
                    if fates.setAside.contains(needed), dropHomes[thing] != needed, !isSetAside {
                        graph.put(node(.drop, thing), before: node(.setAside, needed))
                    }
                    if fates.isAltered(needed), !isSetAside {
                        graph.put(node(.drop, thing), before: node(.alter, needed))
                    }
                }
            }
            if fates.isCreated(thing) {
                for needed in things.newDependencies[thing] {
                    if fates.isCreated(needed) { graph.put(node(.create, needed), before: node(.create, thing)) }
                    if fates.isAltered(needed) { graph.put(node(.alter, needed), before: node(.create, thing)) }
                    if online.isUnusable(needed, for: thing) {
                        graph.put(node(.settle, needed), before: node(.create, thing))
                    }
                }
                for claim in things.new[thing].map(claims) ?? [] {
                    for other in given[claim] ?? [] { graph.put(node(.alter, other), before: node(.create, thing)) }
                    for other in freed[claim] ?? [] where other != thing && !fates.setAside.contains(other) {
                        graph.put(node(.drop, other), before: node(.create, thing))
                    }
                }
                if things.fact(thing)[.constraintType] == "foreign key" {
                    // Otherwise it could build on the same key again.
                    for key in things.oldDependencies[thing] where fates.isDropped(key) && !fates.isCreated(key) {
                        graph.put(node(.drop, key), before: node(.create, thing))
                    }
                }
                if fates.setAside.contains(thing) {
                    graph.put(node(.setAside, thing), before: node(.create, thing))
                } else if fates.isDropped(thing) {
                    graph.put(node(.drop, thing), before: node(.create, thing))
                }
            }
            if let fill = things.sides.declared.fills[things.fact(thing).id] {
                // What it is filled from goes afterwards.
                for source in fill.reads.compactMap({ things[$0] }) where fates.isDropped(source) {
                    for part in parts(of: thing) + online.laterParts(of: thing) {
                        graph.put(node(part, thing), before: node(.drop, source))
                    }
                }
            }
            if let whole = things.grantOnTable(above: thing) {
                for earlier in parts(of: whole) {
                    for part in parts(of: thing) where part != .drop {
                        graph.put(node(earlier, whole), before: node(part, thing))
                    }
                }
            }
            if let (first, second) = persistence(of: thing) {
                graph.put(node(.alter, first), before: node(.alter, second))
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

    /// The two tables of a foreign key, where both begin or cease to survive a crash: a table that does never refers to
    /// one that doesn't.
    private func persistence(of thing: Int) -> (first: Int, second: Int)? {
        guard let fact = things.new[thing], fact[.constraintType] == "foreign key", let table = things.newParent(thing)
        else { return nil }
        func isChanged(_ table: Int) -> Bool {
            fates.isAltered(table) && things.old[table]?[.unlogged] != things.new[table]?[.unlogged]
        }
        guard isChanged(table),
            let other = things.newDependencies[thing].lazy.compactMap({ things.newParent($0) })
                .first(where: { $0 != table && isChanged($0) })
        else { return nil }
        return things.new[table]?[.unlogged] == nil ? (other, table) : (table, other)
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
}
