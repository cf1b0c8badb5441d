/// Inviting members, and becoming one.
extension RepositoryFunctions {
    static func invitations(_ invitation: InvitationShape) -> [FunctionDeclaration] {
        let tenant = invitation.tenant
        var parameters = [FunctionDeclaration.Parameter("to", "target", type: tenant.type)]
        var entries: [SwiftExpression.Argument] = [.init(nil, entry(tenant, "target"))]
        if let role = invitation.role {
            parameters.append(.init("as", "role", type: role.type))
            entries.append(.init(nil, entry(role, "role")))
        }
        let invite = FunctionDeclaration(
            documentation: [
                "Invites somebody, and answers the token to give to them: it can be used once, and isn't told again.",
                "Nobody invites as more than they may make a member themselves.",
            ],
            access: .public, name: "invite", parameters: parameters, isAsync: true, error: error, result: "String",
            body: [.line("", .call("try await self.table.invite", [.init(nil, .call("ColumnEntry.all", entries))]))])
        var columns = ["(\(stringLiteral(tenant.columns[0])), \(stringLiteral(invitation.memberTenant)))"]
        if let role = invitation.role, let column = invitation.memberRole {
            columns.append("(\(stringLiteral(role.columns[0])), \(stringLiteral(column)))")
        }
        let accept = FunctionDeclaration(
            documentation: [
                "Makes the caller a member of what the token invites to, which is answered; throws "
                    + "``RepositoryError/notFound`` for a token that is of no use."
            ],
            access: .public, name: "accept", parameters: [.init("_", "token", type: "String")], isAsync: true,
            error: error, result: tenant.type,
            body: [
                .line(
                    "let layout = ",
                    .call(
                        "InvitationLayout",
                        [
                            .init("members", .text("\(invitation.members).layout")),
                            .init("columns", .text("[\(columns.joined(separator: ", "))]")),
                            .init("tenant", .string(tenant.columns[0])),
                            .init("account", .string(invitation.memberAccount)),
                        ])),
                .text("let key = try await self.table.accept(token, layout)"),
                .block(
                    "guard let target = \(tenant.type)(columnValues: key) else",
                    [.text("throw .unreadable(column: \(stringLiteral(tenant.columns[0])))")]),
                .text("return target"),
            ])
        return [invite, accept]
    }
}
