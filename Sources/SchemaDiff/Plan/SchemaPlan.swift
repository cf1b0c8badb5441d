public import Catalog

/// The way from one catalog to another: statements in an order in which each can run.
public struct SchemaPlan: Codable, Sendable {
    public var steps: [PlanStep]
    /// What differs and isn't changed, because berry has no statements for it.
    public var unmodelled: [Fact.ID]
    /// What is unsafe about it, sorted; each has to be allowed by name.
    public var hazards: [Hazard]

    /// The same catalogs give the same plan, to the byte.
    /// - Throws: ``OrderingError`` when nothing can go first.
    public init(from old: Catalog, to new: Catalog) throws(OrderingError) {
        let things = Things(from: old, to: new)
        var replacing: Set<Int> = []
        while true {
            let fates = Fates(things, replacing: replacing)
            let actions = Actions(fates)
            let circles = actions.circles
            if circles.isEmpty {
                steps = actions.steps
                hazards = Self.hazards(of: fates)
                unmodelled = things.indices.map { things.fact($0) }
                    .filter { $0.kind == .other && (old[$0.id] == nil) != (new[$0.id] == nil) }.map(\.id)
                return
            }
            // What changes in place can also go and come back, where no data hangs on it.
            let renewable = circles.joined().filter(actions.isRenewable)
            guard !renewable.isEmpty else {
                throw OrderingError(things: circles[0].map { things.fact($0).id })
            }
            replacing.formUnion(renewable)
        }
    }
}

/// One statement of a plan, and what it is for.
public struct PlanStep: Codable, Sendable {
    /// Without its semicolon.
    public var statement: String
    public var action: Action
    /// What it makes, changes or takes away.
    public var subject: Fact.ID
    /// Whether what comes after it needs it committed: a new value of an enum can't be used before.
    public var commits = false

    public enum Action: String, Codable, Sendable { case create, alter, drop }
}

/// Things that can't be brought into an order, because each needs another one first.
public struct OrderingError: Error, Sendable, CustomStringConvertible {
    public var things: [Fact.ID]

    public var description: String {
        "no order was found for these, because each needs another one first: "
            + things.map(\.description).joined(separator: ", ")
    }
}
