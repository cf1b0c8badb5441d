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
    ///
    /// - Parameter isOnline: whether others work with the tables meanwhile; without them, fewer steps do.
    public init(from old: Catalog, to new: Catalog, isOnline: Bool = true) throws(OrderingError) {
        let renaming = Renaming(from: old, to: new)
        let things = Things(from: renaming.catalog, to: new)
        var replacing: Set<Int> = []
        while true {
            let fates = Fates(things, replacing: replacing)
            let actions = Actions(fates, isOnline: isOnline)
            let circles = actions.circles
            if circles.isEmpty {
                steps = renaming.steps + actions.steps
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

extension SchemaPlan {
    /// The steps as they are committed: each list is one transaction, or one statement outside of any.
    public var transactions: [[PlanStep]] {
        var transactions: [[PlanStep]] = []
        var isOpen = false
        for step in steps {
            if isOpen, step.execution == .together {
                transactions[transactions.count - 1].append(step)
            } else {
                transactions.append([step])
                isOpen = step.execution == .together
            }
        }
        return transactions
    }
}

/// One statement of a plan, and what it is for.
public struct PlanStep: Codable, Sendable {
    /// Without its semicolon.
    public var statement: String
    public var action: Action
    /// What it makes, changes or takes away.
    public var subject: Fact.ID
    public var execution: Execution

    public enum Action: String, Codable, Sendable { case create, alter, drop, rename }

    /// How it runs.
    public enum Execution: String, Codable, Sendable {
        /// In one transaction with its neighbours.
        case together
        /// In a transaction of its own: it needs what came before committed, or what comes after needs it committed.
        case ownTransaction = "own transaction"
        /// Outside any transaction, because PostgreSQL refuses it inside of one.
        case outside = "outside a transaction"
    }

    init(statement: String, action: Action, subject: Fact.ID, execution: Execution = .together) {
        self.statement = statement
        self.action = action
        self.subject = subject
        self.execution = execution
    }

    /// A rename that somebody asked for.
    public init(renaming subject: Fact.ID, statement: String) {
        self.init(statement: statement, action: .rename, subject: subject)
    }
}

/// Things that can't be brought into an order, because each needs another one first.
public struct OrderingError: Error, Sendable, CustomStringConvertible {
    public var things: [Fact.ID]

    public var description: String {
        "no order was found for these, because each needs another one first: "
            + things.map(\.description).joined(separator: ", ")
    }
}
