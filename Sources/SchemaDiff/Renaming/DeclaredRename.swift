public import Catalog

/// A thing that gets another name because somebody said so: a rename is never guessed.
public struct DeclaredRename: Codable, Sendable {
    /// What it is called before.
    public let old: Fact.ID
    /// What it is called afterwards.
    public let new: Fact.ID
    private let statement: String
    private let reverse: String

    /// - Parameters:
    ///   - fact: The thing as it is when the rename is its turn.
    ///   - name: The new name, quoted where it must be, without a schema or table.
    public init(_ fact: Fact, to name: String) {
        old = fact.id
        switch fact.kind {
        case .column:
            let (table, column) = (fact[.table] ?? "", fact[.column] ?? "")
            new = Fact.ID(.column, "\(table).\(name)")
            statement = "alter table \(table) rename column \(column) to \(name)"
            reverse = "alter table \(table) rename column \(name) to \(column)"
        case .schema:
            new = Fact.ID(.schema, name)
            statement = "alter schema \(fact.name) rename to \(name)"
            reverse = "alter schema \(name) rename to \(fact.name)"
        default:
            let before = String(fact.reference.dropLast(fact.name.count))
            let schema = fact[.schema].map { "\($0)." } ?? ""
            let parameters = fact.name.dropFirst(schema.count + fact.bareName.count)
            new = Fact.ID(fact.kind, "\(schema)\(name)\(parameters)")
            statement = "alter \(fact.reference) rename to \(name)"
            reverse = "alter \(before)\(new.name) rename to \(fact.bareName)"
        }
    }

    /// The rename that leads back. Several are undone the last first.
    public var reversed: DeclaredRename { DeclaredRename(old: new, new: old, statement: reverse, reverse: statement) }

    private init(old: Fact.ID, new: Fact.ID, statement: String, reverse: String) {
        self.old = old
        self.new = new
        self.statement = statement
        self.reverse = reverse
    }

    /// What a thing is called afterwards, itself or a column of it.
    func applied(to id: Fact.ID) -> Fact.ID {
        if id == old { return new }
        guard id.kind == .column, old.kind != .column, id.name.hasPrefix("\(old.name).") else { return id }
        return Fact.ID(.column, new.name + id.name.dropFirst(old.name.count))
    }

    public var step: PlanStep { PlanStep(statement: statement, action: .rename, subject: new) }

    /// Programs know things by their names; nothing outside the database knows that of an index.
    var hazard: Hazard? {
        guard old.kind != .index else { return nil }
        return Hazard(
            .breaksClients, old,
            "The \(old.kind.rawValue) \(old.shortName) is called \(new.shortName) from now on: "
                + "programs that use the old name fail.")
    }
}
