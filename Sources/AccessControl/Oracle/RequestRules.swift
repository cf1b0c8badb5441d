internal import DomainModel
internal import Specification

/// What is asked about a request, for tables of entities and of links alike.
protocol RequestRules {
    /// Whether the caller's role has the privilege at all.
    func mayTry(_ operation: Operation) -> Bool
    /// Whether the caller's role may state these columns.
    func mayState(_ columns: Set<String>, _ operation: Operation) -> Bool
    /// Whether the rules admit the row; as it will be, with `becoming` and for creating.
    func admits(_ operation: Operation, _ row: AccessOracle.Row, becoming: Bool) -> Bool
}

extension RequestRules {
    func admits(_ operation: Operation, _ row: AccessOracle.Row) -> Bool { admits(operation, row, becoming: false) }
}

/// The rules of an entity.
struct EntityRules: RequestRules {
    let entity: DomainModel.Entity
    let interpreter: RuleInterpreter
    let hasOpenPrivileges: Bool

    private var isService: Bool { interpreter.caller.role == .service }

    func admits(_ operation: Operation, _ row: AccessOracle.Row, becoming: Bool) -> Bool {
        if isService { return true }
        // A right to change rows of which nothing may be changed is none.
        if operation == .update, columns(for: .update).isEmpty { return false }
        return interpreter.admits(operation, row, of: entity, becoming: becoming)
    }

    func mayTry(_ operation: Operation) -> Bool {
        if isService || hasOpenPrivileges { return true }
        return !rules(for: operation).isEmpty
    }

    func mayState(_ columns: Set<String>, _ operation: Operation) -> Bool {
        isService || hasOpenPrivileges || columns.isSubset(of: self.columns(for: operation))
    }

    /// The rules that may mean a request in the caller's role.
    private func rules(for operation: Operation) -> [DomainModel.Rule] {
        entity.rules.filter { $0.can.contains(operation) && interpreter.isForRole($0.who) }
    }

    /// What requests in the caller's role may state or change.
    private func columns(for operation: Operation) -> Set<String> {
        let named = rules(for: operation).compactMap(\.columns)
        if !named.isEmpty { return Set(named.joined()) }
        var columns = Set(entity.attributes.map(\.column) + entity.references.flatMap(\.columns))
        if entity.key == .id(.uuid) || entity.isAccount { columns.insert("id") }
        return operation == .create ? columns : columns.subtracting(entity.protectedColumns)
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
            entities[step.entity]?.rules.contains { $0.can.contains(right) && isForRole($0.who) } ?? false
        case .all(let parts): parts.allSatisfy(isForRole)
        case .signedIn, .role, .account, .member, .listed: caller.role == .authenticated
        }
    }
}
