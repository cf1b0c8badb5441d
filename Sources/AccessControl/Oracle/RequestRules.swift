internal import DomainModel
internal import Specification

/// What is asked about a request, for tables of entities and of links alike.
protocol RequestRules {
    /// Whether the caller's role has the privilege at all.
    func mayTry(_ operation: Operation) -> Bool
    /// Whether the caller's role may state these columns.
    func mayState(_ columns: Set<String>, _ operation: Operation) -> Bool
    /// Whether the caller's role may read this column, where it may read any.
    func mayRead(_ column: String) -> Bool
    /// What each part of each rule says about the row.
    func standing(of row: AccessOracle.Row) -> [Bool]
    /// Whether each change is one that a grant for this row names.
    func mayChange(_ row: AccessOracle.Row, to changed: AccessOracle.Row) -> Bool
    /// Whether a new row states only what a grant for it names.
    func mayMake(_ row: AccessOracle.Row, stating columns: Set<String>) -> Bool
    /// Whether the rules admit the row; as it will be, with `becoming` and for creating.
    func admits(_ operation: Operation, _ row: AccessOracle.Row, becoming: Bool) -> Bool
}

extension RequestRules {
    func mayRead(_ column: String) -> Bool { true }
    func mayChange(_ row: AccessOracle.Row, to changed: AccessOracle.Row) -> Bool { true }
    func mayMake(_ row: AccessOracle.Row, stating columns: Set<String>) -> Bool { true }
    func admits(_ operation: Operation, _ row: AccessOracle.Row) -> Bool { admits(operation, row, becoming: false) }
}

/// The rules of an entity.
struct EntityRules: RequestRules {
    let entity: DomainModel.Entity
    let columns: RuleColumns
    let interpreter: RuleInterpreter
    let hasOpenPrivileges: Bool

    private var isService: Bool { interpreter.caller.role == .service }

    func admits(_ operation: Operation, _ row: AccessOracle.Row, becoming: Bool) -> Bool {
        if isService { return true }
        // A right to change rows of which nothing may be changed is none.
        if operation == .update, columns.isEmpty(rules(for: .update), for: .update) { return false }
        // That goes through a function.
        if operation == .delete, entity.isSoftDeleted { return false }
        return interpreter.admits(operation, row, of: entity, becoming: becoming)
    }

    func mayTry(_ operation: Operation) -> Bool {
        if isService { return entity.isLeftToService(operation) }
        if hasOpenPrivileges { return true }
        if operation == .delete, entity.isSoftDeleted { return false }
        let rules = rules(for: operation)
        return !rules.isEmpty && (operation != .update || !columns.isEmpty(rules, for: .update))
    }

    /// Whether the caller's role may call the functions that delete a row softly and restore it.
    var mayHide: Bool { isService || !rules(for: .delete).isEmpty }

    /// Whether they do so to a row, which may be deleted already.
    func admitsHiding(_ row: AccessOracle.Row) -> Bool {
        isService
            || rules(for: .delete).contains {
                interpreter.admitsDeleted(entity.rules[$0], row, of: entity, becoming: false)
            }
    }

    func mayState(_ columns: Set<String>, _ operation: Operation) -> Bool {
        isService || hasOpenPrivileges
            || columns.isSubset(of: self.columns.union(rules(for: operation), for: operation))
    }

    func mayChange(_ row: AccessOracle.Row, to changed: AccessOracle.Row) -> Bool {
        let differing = columns.differing(for: .update).filter { row[$0] != changed[$0] }
        if isService || differing.isEmpty { return true }
        let allowed = rules(for: .update).filter { rule in
            interpreter.admits(entity.rules[rule], row, of: entity, becoming: false)
                && interpreter.admits(entity.rules[rule], changed, of: entity, becoming: true)
        }
        return differing.isSubset(of: columns.union(allowed, for: .update))
    }

    func mayMake(_ row: AccessOracle.Row, stating columns: Set<String>) -> Bool {
        let differing = self.columns.differing(for: .create).intersection(columns)
            .filter { !isDefault(row[$0] ?? .null, $0) && !($0 == "id" && entity.keyColumns == ["id"]) }
        if isService || differing.isEmpty { return true }
        let allowed = rules(for: .create).filter {
            interpreter.admits(entity.rules[$0], row, of: entity, becoming: true)
        }
        return differing.isSubset(of: self.columns.union(allowed, for: .create))
    }

    func mayRead(_ column: String) -> Bool {
        if isService || hasOpenPrivileges { return true }
        if entity.isSoftDeleted, column == DomainModel.Entity.deletionColumn { return false }
        return !entity.attributes.contains { $0.column == column && $0.isHidden }
    }

    func standing(of row: AccessOracle.Row) -> [Bool] {
        interpreter.standing(of: row, in: entity)
            + (entity.isSoftDeleted ? [interpreter.isDeleted(row, of: entity)] : [])
    }

    /// Whether a row that doesn't state the column has this value as well.
    private func isDefault(_ value: OracleValue, _ column: String) -> Bool {
        let attribute = entity.attributes.first { $0.column == column }?.defaultValue
        switch attribute ?? entity.references.first(where: { $0.columns.contains(column) })?.defaultValue {
        case .literal(let literal): return value == .init(literal)
        case .caller: return value == interpreter.caller.account.map { .text($0) } ?? .null
        case .expression: return false
        case nil: return value == .null
        }
    }

    /// The positions of the rules that may mean a request in the caller's role.
    private func rules(for operation: Operation) -> [Int] {
        if entity.requiresSecondFactor, interpreter.caller.role == .anon { return [] }
        return entity.rules.indices.filter {
            entity.rules[$0].can.contains(operation) && interpreter.isForRole(entity.rules[$0].who)
        }
    }
}

/// The rules of links: reading one needs both ends readable, making and removing it the right to change the end that
/// declares it.
struct LinkRules: RequestRules {
    let junction: DomainModel.Junction
    let interpreter: RuleInterpreter
    let hasOpenPrivileges: Bool

    private var isService: Bool { interpreter.caller.role == .service }

    func admits(_ operation: Operation, _ row: AccessOracle.Row, becoming: Bool) -> Bool {
        if isService { return true }
        return switch operation {
        case .read: admits(.read, junction.declaring, row) && admits(.read, junction.other, row)
        case .create, .delete: admits(.update, junction.declaring, row)
        case .update: false
        }
    }

    func standing(of row: AccessOracle.Row) -> [Bool] {
        [
            admits(.read, junction.declaring, row), admits(.read, junction.other, row),
            admits(.update, junction.declaring, row),
        ]
    }

    private func admits(_ right: Operation, _ side: DomainModel.JunctionSide, _ row: AccessOracle.Row) -> Bool {
        guard case .entity(let name) = side.target, let entity = interpreter.entities[name] else {
            return interpreter.caller.role == .authenticated
        }
        return interpreter.isGrantee(
            .through(.init(side.name, columns: side.columns, entity: name), right), row, of: entity)
    }

    func mayTry(_ operation: Operation) -> Bool {
        if isService || hasOpenPrivileges { return true }
        return switch operation {
        case .read: isForRole(.read, junction.declaring) && isForRole(.read, junction.other)
        case .create, .delete: isForRole(.update, junction.declaring)
        case .update: false
        }
    }

    private func isForRole(_ right: Operation, _ side: DomainModel.JunctionSide) -> Bool {
        guard case .entity(let name) = side.target else { return interpreter.caller.role == .authenticated }
        return interpreter.isForRole(.through(.init(side.name, columns: side.columns, entity: name), right))
    }

    func mayState(_ columns: Set<String>, _ operation: Operation) -> Bool {
        isService || hasOpenPrivileges || operation == .create
    }
}

extension RuleInterpreter {
    /// Whether some request in the caller's role may be meant, whatever the row.
    func isForRole(_ who: DomainModel.Grantee) -> Bool {
        switch who {
        case .anyone: true
        case .service: false
        case .through(let step, let right):
            entities[step.entity].map { parent in
                !(parent.requiresSecondFactor && caller.role == .anon)
                    && parent.rules.contains { $0.can.contains(right) && isForRole($0.who) }
            } ?? false
        case .all(let parts): parts.allSatisfy(isForRole)
        case .signedIn, .role, .account, .member, .listed: caller.role == .authenticated
        }
    }
}
