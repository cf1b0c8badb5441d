internal import Diagnostics
internal import DomainModel
internal import SQL
internal import Schema
internal import Specification

/// Fills the tables of a schema in their order.
struct SeedGenerator {
    private let schema: DatabaseSchema
    let entities: [String: DomainModel.Entity]
    /// By entity: the columns of the references of which each row has exactly one.
    let exclusiveReferences: [String: [[String]]]
    private let enumerations: [String: [String]]
    /// Foreign keys that close a circle: the columns of each table that stay null.
    private let postponed: [QualifiedName: Set<String>]
    private(set) var accounts: [SeedAccount]
    private(set) var tables: [SeedTable] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// The filled tables, by the entity's name.
    private var filled: [String: FilledTable] = [:]
    /// The accounts, as references see them.
    private var accountKeys = FilledTable()

    static let accountTable = QualifiedName("auth", "users")

    init(_ schema: DatabaseSchema, _ model: DomainModel) {
        self.schema = schema
        entities = Dictionary(model.entities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        exclusiveReferences = entities.mapValues { model.exclusiveReferences(of: $0.name) }
        enumerations = Dictionary(
            model.enumerations.map { ($0.name, $0.values.map(\.name)) },
            uniquingKeysWith: { first, _ in first })
        var postponed: [QualifiedName: Set<String>] = [:]
        for case .addConstraint(let table, let constraint) in schema.postponed {
            if case .foreignKey(let key) = constraint.kind {
                postponed[table, default: []].formUnion(key.columns)
            }
        }
        self.postponed = postponed
        accounts = SeedAccount.all(roles: model.roles)
    }

    mutating func run() {
        fillAccounts()
        for table in schema.tables {
            switch table.source {
            // Versions come of changes.
            case .entity(let name):
                if let entity = entities[name], !entity.isHistory { fill(table, of: entity) }
            case .junction: fill(junction: table)
            }
        }
    }

    private mutating func warn(
        _ code: String, _ message: String, notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        diagnostics.append(Diagnostic(.warning, code, message, notes: notes, fix: fix))
    }

    private mutating func keep(_ plan: TablePlan, _ result: FilledTable) {
        guard !result.rows.isEmpty else { return }
        let stated = plan.statedColumns
        tables.append(
            SeedTable(
                plan.name, columns: stated.map { plan.columns[$0] },
                rows: stated.count == plan.columns.count
                    ? result.rows : result.rows.map { row in stated.map { row[$0] } }))
    }

    // MARK: Accounts

    /// Makes the accounts whose sign-up succeeds, and notes in their metadata what their profile takes from there.
    private mutating func fillAccounts() {
        var metadata = accounts.map { [SeedValue.Member("name", .text($0.name))] }
        var hasPhone = false
        if let table = schema.tables.first(where: { isProfile($0) }), case .entity(let name) = table.source,
            let entity = entities[name]
        {
            let profiles = ForeseenProfiles(plan(table, of: entity), entity)
            hasPhone = profiles.readsPhone
            let rows = profiles.rows(of: accounts)
            if let refusal = rows.refusal {
                warn(
                    "seed-sign-up",
                    "\(rows.accounts.isEmpty ? "no account is" : "only \(rows.accounts.count) accounts are") seeded, "
                        + "because the row that sign-up makes in '\(entity.table)' doesn't meet '\(refusal)'",
                    fix: "give the fields that it reads a source or a default that meets it")
            }
            accounts = rows.accounts.map { accounts[$0] }
            metadata = rows.metadata
        }
        accountKeys.keys = accounts.map { [.text($0.id)] }
        accountKeys.accounts = accounts.indices.map { $0 }
        var result = FilledTable()
        let columns =
            ["id", "email"] + (hasPhone ? ["phone"] : []) + ["raw_app_meta_data", "raw_user_meta_data"]
        for (index, account) in accounts.enumerated() {
            let role = account.role.map { [SeedValue.Member("role", .text($0))] } ?? []
            result.rows.append(
                [.text(account.id), .text(account.email)] + (hasPhone ? [.text(account.phone)] : [])
                    + [.object(role), .object(metadata[index])])
        }
        if !result.rows.isEmpty {
            tables.append(SeedTable(Self.accountTable, columns: columns, rows: result.rows))
        }
    }

    private func isProfile(_ table: TableSchema) -> Bool {
        if case .entity(let name) = table.source { entities[name]?.isAccount == true } else { false }
    }

    // MARK: Tables

    private mutating func fill(_ table: TableSchema, of entity: DomainModel.Entity) {
        let plan = plan(table, of: entity)
        if let parent = missingParent(of: entity) {
            warn(
                "seed-parent-empty",
                "'\(entity.table)' has no seed rows, because it needs rows of '\(parent)'")
            filled[entity.name] = FilledTable()
            return
        }
        let (result, refusal) = rows(of: entity, plan)
        if result.rows.isEmpty, let refusal {
            warn(
                "seed-check", "'\(entity.table)' has no seed rows: \(refusal)",
                fix: "add rows of your own in database/seeds/development")
        }
        keep(plan, result)
        filled[entity.name] = result
    }

    /// In a function of its own, so that the filler and its copy of `self` are gone before more is added to that.
    private func rows(of entity: DomainModel.Entity, _ plan: TablePlan) -> (FilledTable, refusal: String?) {
        var filler = RowFiller(plan, entity, self)
        filler.run()
        return (filler.result, filler.refusal)
    }

    /// The table without rows that every row of `entity` would have to refer to.
    private func missingParent(of entity: DomainModel.Entity) -> String? {
        if entity.isAccount { return accounts.isEmpty ? "auth.users" : nil }
        for reference in entity.references
        where reference.isRequired && target(of: reference.target).keys.isEmpty {
            if case .entity(let name) = reference.target { return entities[name]?.table ?? name }
            return "auth.users"
        }
        return nil
    }

    private mutating func fill(junction table: TableSchema) {
        var sides: [(target: DomainModel.ReferenceTarget, columns: [Int])] = []
        for (index, column) in table.definition.columns.enumerated() {
            guard case .junctionSide(let side, let position) = table.origins[column.name] else { continue }
            if position == 0 { sides.append((side.target, [])) }
            sides[sides.count - 1].columns.append(index)
        }
        guard sides.count == 2 else { return }
        let plan = TablePlan(table, slots: sides.map { Slot(columns: $0.columns, source: .side) })
        let (left, right) = (target(of: sides[0].target), target(of: sides[1].target))
        var result = FilledTable()
        for index in left.keys.indices where !right.keys.isEmpty {
            let pool = right.rows(like: left.accounts[index])
            for step in 0...(index % 2) {
                let other = pool[(index + step + 1) % pool.count]
                if sides[0].target == sides[1].target, index == other { continue }
                let row = left.keys[index] + right.keys[other]
                if result.violates(0, row, plan) { continue }
                result.append(row, key: [], account: left.accounts[index], of: plan)
            }
        }
        keep(plan, result)
    }

    // MARK: What rows refer to

    /// The rows that a reference may point at.
    func target(of target: DomainModel.ReferenceTarget) -> FilledTable {
        if case .entity(let name) = target { filled[name] ?? FilledTable() } else { accountKeys }
    }

    /// Whether a reference points at an account or its profile.
    func isAccount(_ target: DomainModel.ReferenceTarget) -> Bool {
        if case .entity(let name) = target { entities[name]?.isAccount == true } else { true }
    }

    private func plan(_ table: TableSchema, of entity: DomainModel.Entity) -> TablePlan {
        var slots: [Slot] = []
        let closing = postponed[table.name] ?? []
        for (index, column) in table.definition.columns.enumerated() {
            switch table.origins[column.name] {
            case .key:
                let hash = SeedHash(entity.table, column.name)
                slots.append(
                    Slot(
                        columns: [index],
                        source: entity.isAccount ? .profile : .key(hash, isNumber: column.sequence != nil)))
            case .attribute(let attribute) where attribute.generated != nil: break
            case .attribute(let attribute):
                var choices: [String] = []
                if case .enumeration(let name) = attribute.type { choices = enumerations[name] ?? [] }
                let maker = ValueMaker(
                    attribute, sqlType: column.type, of: entity, choices: choices, people: accounts)
                slots.append(Slot(columns: [index], source: .attribute(maker)))
            case .reference(let reference, let position):
                if position == 0 {
                    slots.append(
                        Slot(
                            columns: [],
                            source: .reference(
                                ReferencePlan(
                                    reference, of: entity, isPostponed: closing.contains(column.name)))))
                }
                slots[slots.count - 1].columns.append(index)
            case .createdAt, .updatedAt: slots.append(Slot(columns: [index], source: .timestamp))
            case .junctionSide, .deletedAt, .search, nil: break
            }
        }
        return TablePlan(table, slots: slots, targets: targets(of: table, entity))
    }

    /// What the keys that share a tenant with what they refer to may hold.
    private func targets(
        of table: TableSchema, _ entity: DomainModel.Entity
    ) -> [String: Set<[SeedValue]>] {
        var targets: [String: Set<[SeedValue]>] = [:]
        for constraint in table.definition.constraints {
            guard case .foreignKey(let key) = constraint.kind,
                let reference = entity.references.first(where: { reference in
                    reference.tenant.map { reference.columns + [$0.column] == key.columns } ?? false
                }), case .entity(let name) = reference.target, name != entity.name,
                let other = schema.table(named: key.table)
            else { continue }
            let positions = key.referenced.compactMap { column in
                other.definition.columns.firstIndex { $0.name == column }
            }
            targets[constraint.name] = Set(target(of: reference.target).rows.map { row in positions.map { row[$0] } })
        }
        return targets
    }
}

extension FilledTable {
    /// The rows of an account; all of them where it has none, or there is no account.
    func rows(like account: Int?) -> [Int] {
        if let account, let own = rowsByAccount[account] ?? accounts.firstIndex(of: account).map({ [$0] }) {
            return own
        }
        return Array(keys.indices)
    }
}
