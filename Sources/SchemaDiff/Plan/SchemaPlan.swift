public import Catalog

/// The way from one catalog to another: statements in an order in which each can run.
public struct SchemaPlan: Codable, Sendable {
    public var steps: [PlanStep]
    /// What differs and isn't changed, because berry has no statements for it.
    public var unmodelled: [Fact.ID]
    /// What is unsafe about it, sorted; each has to be allowed by name.
    public var hazards: [Hazard]
    /// What gets another name because somebody said so; their steps come first.
    public var renames: [DeclaredRename]
    /// What fills the columns that are to take another one's place, by column; they are there only on the way.
    public private(set) var temporaryFills: [Fact.ID: Fill] = [:]

    /// The same catalogs give the same plan, to the byte.
    /// - Throws: ``OrderingError`` when nothing can go first.
    ///
    /// - Parameters:
    ///   - old: What is there when `renames` have been carried out.
    ///   - isOnline: whether others work with the tables meanwhile; without them, fewer steps do.
    ///   - renames: The steps that come first.
    public init(
        from old: Catalog, to new: Catalog, isOnline: Bool = true, declared: DeclaredChanges = .none,
        renames: [DeclaredRename] = []
    ) throws(OrderingError) {
        self.renames = renames
        let renaming = Renaming(from: old, to: new)
        let things = Things(from: renaming.catalog, to: new, declared, isOnline: isOnline, renames: renames)
        var replacing: Set<Int> = []
        var partsOverloads = things.haveOptionalParameters
        while true {
            let fates = Fates(things, replacing: replacing)
            let actions = Actions(fates, isOnline: isOnline, partsOverloads: partsOverloads)
            let circles = actions.circles
            if circles.isEmpty {
                steps = renames.map(\.step) + renaming.steps + actions.steps
                hazards = (renames.compactMap(\.hazard) + Self.hazards(of: fates)).sorted()
                for swap in things.indices.compactMap(actions.online.swap) {
                    temporaryFills[swap.temporaryID] = Fill(swap.value, isConstant: false)
                }
                unmodelled = things.indices.map { things.fact($0) }
                    .filter { $0.kind == .other && (old[$0.id] == nil) != (new[$0.id] == nil) }.map(\.id)
                keep(in: things.sides)
                return
            }
            // What changes in place can also go and come back, where no data hangs on it.
            let renewable = circles.joined().filter(actions.isRenewable)
            if !renewable.isEmpty {
                replacing.formUnion(renewable)
            } else if partsOverloads {
                (partsOverloads, replacing) = (false, [])
            } else {
                throw OrderingError(things: circles[0].map { things.fact($0).id })
            }
        }
    }
}

extension SchemaPlan {
    /// The steps as they are committed: each list is one transaction, or one statement outside of any.
    public var transactions: [[PlanStep]] {
        var transactions: [[PlanStep]] = []
        for step in steps {
            let isShared = step.execution == .together || step.execution == .laterTransaction
            if step.execution == .withPrevious || isShared && step.execution == transactions.last?.last?.execution,
                !transactions.isEmpty
            {
                transactions[transactions.count - 1].append(step)
            } else {
                transactions.append([step])
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
        /// In the transaction of the step before.
        case withPrevious = "with the step before"
        /// In one transaction with its like, when what came before is committed.
        case laterTransaction = "later transaction"
        /// Outside any transaction, because PostgreSQL refuses it inside of one.
        case outside = "outside a transaction"
    }

    init(statement: String, action: Action, subject: Fact.ID, execution: Execution = .together) {
        self.statement = statement
        self.action = action
        self.subject = subject
        self.execution = execution
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
