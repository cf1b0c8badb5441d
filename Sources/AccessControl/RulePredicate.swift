internal import DomainModel
internal import Expressions
internal import SQL
internal import Schema
internal import Specification

/// Which version of a row a predicate is about.
enum RowVersion { case old, new }

extension DomainModel.Rule {
    /// The rows that this rule opens to `operation` in `role`; nil when it opens none.
    func predicate(
        for operation: Operation, _ role: APIRole, _ version: RowVersion, in entity: DomainModel.Entity
    ) -> SQLExpression? {
        guard let grantee = who.predicate(for: role) else { return nil }
        let conditions = (version == .old ? when : becomes).map { $0.predicate(in: entity) }
        return .conjunction([grantee] + conditions)
    }
}

extension DomainModel.Entity {
    /// The rows that all rules together open to `operation` in `role`; false when they open none.
    func predicate(for operation: Operation, _ role: APIRole, _ version: RowVersion) -> SQLExpression {
        .disjunction(rules(for: operation, role).compactMap { $0.predicate(for: operation, role, version, in: self) })
    }

    /// The rules that give `operation` to requests in `role`.
    func rules(for operation: Operation, _ role: APIRole) -> [DomainModel.Rule] {
        rules.filter { $0.can.contains(operation) && $0.who.predicate(for: role) != nil }
    }
}

extension DomainModel.Grantee {
    /// The caller's identity is asked once a statement, not once a row: a policy that calls `auth.uid()` bare was
    /// measured 36 times slower on a table without an index.
    static let caller = SQLExpression.once(.function(QualifiedName("auth", "uid")))

    /// The caller's app-wide roles, from the part of the token that users can't write.
    static let appRoles = QualifiedName("private", "app_roles")

    fileprivate func predicate(for role: APIRole) -> SQLExpression? {
        switch (self, role) {
        case (.anyone, _): return .boolean(true)
        case (.service, _), (_, .anon): return nil
        case (.signedIn, .authenticated):
            // A token may lack an account, and Supabase's anonymous sign-ins have one that doesn't count.
            let claims = SQLExpression.once(.function(QualifiedName("auth", "jwt")))
            let isAnonymous = SQLExpression.compare(claims, "->>", .string("is_anonymous"))
            return .conjunction([
                .isNull(Self.caller, false), .compare(isAnonymous, "is distinct from", .string("true")),
            ])
        case (.account(let path), .authenticated): return .compare(.column(path.column), "=", Self.caller)
        case (.role(let roles), .authenticated):
            let callers = SQLExpression.cast(.once(.function(Self.appRoles)), "text[]")
            if roles.count == 1 { return .anyOf(.string(roles[0]), array: callers) }
            return .compare(callers, "&&", .array(roles.map(SQLExpression.string), of: "text"))
        }
    }
}

extension DomainModel.RowCondition {
    fileprivate func predicate(in entity: DomainModel.Entity) -> SQLExpression {
        let column = SQLExpression.column(column)
        switch test {
        case .isEqual(let value): return .compare(column, "=", Self.sql(value))
        case .isNot(let value): return .compare(column, "is distinct from", Self.sql(value))
        case .isOneOf(let values): return .isOneOf(column, values.map(Self.sql))
        case .isNull(let isNull): return .isNull(column, isNull)
        case .atLeast(let value): return .compare(column, ">=", Self.sql(value))
        case .atMost(let value): return .compare(column, "<=", Self.sql(value))
        case .past(let holds): return .compare(column, holds ? "<" : ">=", present(in: entity))
        case .future(let holds): return .compare(column, holds ? ">" : "<=", present(in: entity))
        }
    }

    /// The present moment, in the type of the column.
    private func present(in entity: DomainModel.Entity) -> SQLExpression {
        switch entity.attributes.first(where: { $0.column == column })?.type {
        case .date: .user(.current(.date))
        case .localTimestamp: .user(.current(.localTimestamp))
        default: .function("now")
        }
    }

    private static func sql(_ literal: Literal) -> SQLExpression {
        switch literal {
        case .string(let text): .string(text)
        case .number(let number): .number(number.text)
        case .boolean(let value): .boolean(value)
        case .list(let elements): .array(elements.map(sql), of: "text")
        }
    }
}
