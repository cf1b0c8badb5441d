internal import DomainModel
internal import Schema
internal import Specification

/// Which version of a row a formula is about.
enum RowVersion { case old, new }

/// The rules of a model as formulas, for the database roles in which requests arrive.
struct RuleFormulas {
    let entities: [String: DomainModel.Entity]
    let tenancy: DomainModel.Membership?
    private let inclusions: [DomainModel.Inclusion]
    private let countsAnonymousAccounts: Bool

    init(_ model: DomainModel) {
        tenancy = model.tenancy
        inclusions = model.includedRoles
        countsAnonymousAccounts = model.countsAnonymousAccounts
        entities = Dictionary(model.entities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The rules that give `operation` to requests in `role`.
    func rules(_ entity: DomainModel.Entity, _ operation: Operation, _ role: APIRole) -> [DomainModel.Rule] {
        if entity.requiresSecondFactor, role == .anon { return [] }
        return entity.rules.filter { $0.can.contains(operation) && formula(of: $0.who, role) != .never }
    }

    /// Each rule that gives `operation` to requests in `role`, about one version of the row.
    func formulas(
        _ entity: DomainModel.Entity, _ operation: Operation, _ role: APIRole, _ version: RowVersion
    ) -> [RowFormula] {
        entity.rules.compactMap { rule in
            let formula = formula(of: rule, on: entity, operation, role, version)
            return formula == .never ? nil : formula
        }
    }

    /// The rows that one rule opens; none where it doesn't give `operation`.
    func formula(
        of rule: DomainModel.Rule, on entity: DomainModel.Entity, _ operation: Operation, _ role: APIRole,
        _ version: RowVersion
    ) -> RowFormula {
        guard rule.can.contains(operation) else { return .never }
        let formula = formula(of: rule, on: entity, role, version, isThere: true)
        return formula == .never ? .never : .conjunction(entity.isSoftDeleted ? [.isThere, formula] : [formula])
    }

    /// The same, whatever the rule gives, and of rows that were deleted softly too.
    ///
    /// - Parameter isThere: whether the row isn't deleted.
    private func formula(
        of rule: DomainModel.Rule, on entity: DomainModel.Entity, _ role: APIRole, _ version: RowVersion,
        isThere: Bool
    ) -> RowFormula {
        var floor: [RowFormula] = []
        if entity.requiresSecondFactor { floor = [role == .anon ? .never : .caller(.secondFactor)] }
        let conditions = version == .old ? rule.when : rule.becomes
        var who = formula(of: rule.who, role)
        // Of a row that was deleted it was true once.
        if isThere { who = Self.withoutRepetition(who, on: entity) }
        return .conjunction(floor + [who] + conditions.map(formula))
    }

    /// Whoever a membership names is a member of what it belongs to: the row that is looked at says so itself.
    private static func withoutRepetition(_ formula: RowFormula, on entity: DomainModel.Entity) -> RowFormula {
        guard case .all(let parts) = formula else { return formula }
        return .conjunction(
            parts.filter { part in
                guard case .at(let step, .listed(let listing)) = part, listing.entity == entity.name,
                    listing.values.isEmpty, step.columns == listing.columns
                else { return true }
                return !parts.contains(.isCaller(listing.account))
            })
    }

    /// The rows that requests in `role` may delete softly; or, with `isDeletion` false, restore when they are.
    func deletionFormula(_ entity: DomainModel.Entity, _ role: APIRole, isDeletion: Bool) -> RowFormula {
        .disjunction(
            entity.rules.filter { $0.can.contains(.delete) }.map {
                formula(of: $0, on: entity, role, .old, isThere: isDeletion)
            })
    }

    /// The roles that have everything that one of `roles` has.
    private func holders(of roles: [String]) -> [String] {
        var holders = roles
        var next = 0
        while next < holders.count {
            let role = holders[next]
            next += 1
            holders += inclusions.filter { $0.includes.contains(role) && !holders.contains($0.role) }.map(\.role)
        }
        return holders
    }

    /// The rows that all rules together open to `operation` in `role`.
    func formula(
        _ entity: DomainModel.Entity, _ operation: Operation, _ role: APIRole, _ version: RowVersion
    ) -> RowFormula {
        .disjunction(formulas(entity, operation, role, version))
    }

    /// What holds for rows of a junction: reading a link needs both ends readable, making or removing one needs the
    /// right to update the declaring side.
    func formula(_ junction: DomainModel.Junction, _ operation: Operation, _ role: APIRole) -> RowFormula {
        switch operation {
        case .read: .conjunction([junction.declaring, junction.other].map { through($0, .read, role) })
        case .create, .delete: through(junction.declaring, .update, role)
        case .update: .never
        }
    }

    private func through(
        _ side: DomainModel.JunctionSide, _ right: Operation, _ role: APIRole
    ) -> RowFormula {
        guard case .entity(let name) = side.target else {
            // An account without a profile has no row that could be hidden.
            return role == .authenticated ? .always : .never
        }
        return through(.init(side.name, columns: side.columns, entity: name), right, role)
    }

    /// The right on the row at the end of `step`, simplified where nobody or everybody has it.
    private func through(_ step: DomainModel.PathStep, _ right: Operation, _ role: APIRole) -> RowFormula {
        let formulas = parentFormulas(step, right, role)
        return formulas.isEmpty ? .never : .through(step, right)
    }

    /// Each rule of the parent that gives `right`, about the parent's row.
    func parentFormulas(_ step: DomainModel.PathStep, _ right: Operation, _ role: APIRole) -> [RowFormula] {
        guard let parent = entities[step.entity] else { return [] }
        return formulas(parent, right, role, right == .create ? .new : .old)
    }

    /// The callers in `role` who may read a view with its owner's rights.
    func formula(ofReaders readers: [DomainModel.Grantee], _ role: APIRole) -> RowFormula {
        .disjunction(readers.map { formula(of: $0, role) })
    }

    private func formula(of grantee: DomainModel.Grantee, _ role: APIRole) -> RowFormula {
        switch (grantee, role) {
        case (.anyone, _): .always
        case (.through(let step, let right), _): through(step, right, role)
        case (.all(let parts), _): .conjunction(parts.map { formula(of: $0, role) })
        case (.service, _), (_, .anon): .never
        case (.signedIn, .authenticated): .caller(countsAnonymousAccounts ? .hasAccount : .signedIn)
        case (.role(let roles), .authenticated): .caller(.role(holders(of: roles)))
        case (.account(let path), .authenticated): at(path.steps, .isCaller(path.column))
        case (.member(let steps, let listing), .authenticated): at(steps, .listed(listing))
        case (.listed(let listing), .authenticated): .listed(listing)
        }
    }

    /// `formula` about the row at the end of `steps`; a way over a row that was deleted softly leads nowhere.
    private func at(_ steps: [DomainModel.PathStep], _ formula: RowFormula) -> RowFormula {
        steps.reversed().reduce(formula) { inner, step in
            let isSoft = entities[step.entity]?.isSoftDeleted ?? false
            return .at(step, isSoft ? .conjunction([.isThere, inner]) : inner)
        }
    }

    private func formula(_ condition: DomainModel.RowCondition) -> RowFormula {
        switch condition {
        case .field(var test):
            let steps = test.steps
            test.steps = []
            return at(steps, .column(test))
        case .any(let alternatives): return .disjunction(alternatives.map(formula))
        }
    }

    /// What conditions ask of a row.
    func formulas(_ conditions: [DomainModel.RowCondition]) -> [RowFormula] { conditions.map(formula) }

    // MARK: What a formula costs

    /// Whether each caller reaches few rows by it, or few callers any.
    func isSelective(_ formula: RowFormula, _ role: APIRole) -> Bool {
        switch formula {
        case .isCaller, .listed, .caller(.role): true
        case .caller, .column: false
        case .at(_, let inner): isSelective(inner, role)
        case .through(let step, let right):
            parentFormulas(step, right, role).allSatisfy { isSelective($0, role) }
        case .all(let parts): parts.contains { isSelective($0, role) }
        case .any(let parts): parts.allSatisfy { isSelective($0, role) }
        }
    }
}
