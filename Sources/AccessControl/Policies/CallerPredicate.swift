internal import SQL

/// What policies ask about the caller, once a statement and not once a row: a policy that calls `auth.uid()` bare was
/// measured 36 times slower on a table without an index.
enum CallerPredicate {
    static let account = SQLExpression.once(.function(QualifiedName("auth", "uid")))

    /// The caller's app-wide roles, from the part of the token that users can't write.
    static let appRoles = QualifiedName("private", "app_roles")

    static func sql(_ test: RowFormula.CallerTest) -> SQLExpression {
        switch test {
        case .signedIn:
            // A token may lack an account, and Supabase's anonymous sign-ins have one that doesn't count.
            let claims = SQLExpression.once(.function(QualifiedName("auth", "jwt")))
            let isAnonymous = SQLExpression.compare(claims, "->>", .string("is_anonymous"))
            return .conjunction([
                .isNull(account, false), .compare(isAnonymous, "is distinct from", .string("true")),
            ])
        case .hasAccount: return .isNull(account, false)
        case .secondFactor:
            let claims = SQLExpression.once(.function(QualifiedName("auth", "jwt")))
            return .compare(.compare(claims, "->>", .string("aal")), "=", .string("aal2"))
        case .role(let roles):
            let callers = SQLExpression.cast(.once(.function(appRoles)), "text[]")
            if roles.count == 1 { return .anyOf(.string(roles[0]), array: callers) }
            return .compare(callers, "&&", .array(roles.map(SQLExpression.string), of: "text"))
        }
    }
}
