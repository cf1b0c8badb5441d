internal import DomainModel
internal import Naming
internal import SQL
internal import Schema

/// The two ways to an invitation: making one, and accepting one. Both run with their owner's rights, so they state who
/// may; nothing else makes an invitation, and no token can be read again or looked for.
struct InvitationFunctions {
    static let create = QualifiedName("public", "create_invitation")
    static let accept = QualifiedName("public", "accept_invitation")

    private let invitations: DomainModel.Invitations
    private let tenancy: DomainModel.Membership
    private let tenant: DomainModel.Entity
    private let members: TableSchema
    private let table: TableSchema
    private let countsAnonymousAccounts: Bool

    /// Nil where nobody is invited.
    init?(_ model: DomainModel, _ schema: DatabaseSchema) {
        func table(of entity: String) -> TableSchema? {
            model.entity(named: entity).flatMap { schema.table(named: QualifiedName("public", $0.table)) }
        }
        guard let invitations = model.invitations, let tenancy = model.tenancy,
            let tenant = model.entity(named: tenancy.listing.target), let own = table(of: invitations.entity),
            let members = table(of: tenancy.listing.entity)
        else { return nil }
        (self.invitations, self.tenancy, self.tenant, self.members) = (invitations, tenancy, tenant, members)
        self.table = own
        countsAnonymousAccounts = model.countsAnonymousAccounts
    }

    var functions: [CreateFunction] { [creation, acceptance] }

    var statements: [Statement] {
        let comments = [
            "Invites somebody to become a member, and answers the token, which is kept nowhere.",
            "Makes the caller a member of what the token invites to, which it answers. A token works once.",
        ]
        return zip(functions, comments).flatMap { function, comment in
            function.statements(
                comment: comment, closedTo: APIRole.everybody, callers: [APIRole.authenticated.rawValue])
        }
    }

    // MARK: Making

    private var creation: CreateFunction {
        let phrase = phrase(tenant.name)
        var parameters = [CreateFunction.Parameter(tenantReference, type(of: tenantColumn))]
        var columns = [tenantColumn, DomainModel.Invitations.invitedBy, DomainModel.Invitations.tokenHash]
        var values = ["$1", "auth.uid()", SecretToken.hash(of: "token")]
        if tenancy.listing.quality != nil {
            parameters.append(.init("role", "text"))
            columns.append("role")
            values.append("$2::\(type(of: "role"))")
        }
        let floor = invitations.requiresSecondFactor ? "    and \(CallerPredicate.sql(.secondFactor).sql)\n" : ""
        return CreateFunction(
            Self.create, parameters, returns: "text", language: "plpgsql", securityDefiner: true,
            body: """
                declare
                \(SecretToken.declaration)
                begin
                  if not exists (
                    select from \(members.name.sql) as m
                    where m.\(memberTenant) = $1 and m.\(memberAccount) = auth.uid()
                      and \(mayInvite("$2"))
                \(floor)  ) then
                    raise exception using errcode = 'insufficient_privilege',
                      message = \(quotedLiteral("you can't invite anybody to this \(phrase) as that"));
                  end if;
                  insert into \(table.name.sql) (\(columns.map(quotedIdentifier).joined(separator: ", ")))
                  values (\(values.joined(separator: ", ")));
                  return token;
                end
                """)
    }

    // MARK: Accepting

    private var acceptance: CreateFunction {
        let account = CallerPredicate.sql(countsAnonymousAccounts ? .hasAccount : .signedIn).sql
        var columns = [memberTenant, memberAccount]
        var values = ["invitation.\(quotedIdentifier(tenantColumn))", "auth.uid()"]
        if let quality = tenancy.listing.quality {
            columns.append(quotedIdentifier(quality))
            values.append("invitation.role::text::\(type(of: quality, in: members))")
        }
        let acceptedAt = DomainModel.Invitations.acceptedAt
        return CreateFunction(
            Self.accept, [.init("token", "text")], returns: type(of: tenantColumn), language: "plpgsql",
            securityDefiner: true,
            body: """
                declare
                  invitation \(table.name.sql)%rowtype;
                begin
                  if not (\(account)) then
                    raise exception using errcode = 'insufficient_privilege',
                      message = 'sign in to accept an invitation';
                  end if;
                  -- Of two who come at once, one waits here, and finds it used. Whoever invited still has to be allowed to.
                  update \(table.name.sql) as i
                  set \(acceptedAt) = now(), \(DomainModel.Invitations.acceptedBy) = auth.uid()
                  where i.\(DomainModel.Invitations.tokenHash) = \(SecretToken.hash(of: "$1"))
                    and i.\(acceptedAt) is null and i.\(DomainModel.Invitations.expiresAt) > now()
                    and exists (
                      select from \(members.name.sql) as m
                      where m.\(memberTenant) = i.\(quotedIdentifier(tenantColumn))
                        and m.\(memberAccount) = i.\(DomainModel.Invitations.invitedBy)
                        and \(mayInvite("i.role"))
                    )
                  returning i.* into invitation;
                  if not found then
                    -- The same answer whatever the reason, so that nobody learns which tokens there were.
                    raise exception using errcode = 'no_data_found', message = 'no invitation has this token';
                  end if;
                  insert into \(members.name.sql) (\(columns.joined(separator: ", ")))
                  values (\(values.joined(separator: ", ")))
                  on conflict do nothing;
                  return invitation.\(quotedIdentifier(tenantColumn));
                end
                """)
    }

    // MARK: Pieces

    /// That the member `m` may give the role in `role`.
    private func mayInvite(_ role: String) -> String {
        guard let quality = tenancy.listing.quality.map(quotedIdentifier) else { return "true" }
        func list(_ values: [String]) -> String { "(\(values.map(quotedLiteral).joined(separator: ", ")))" }
        let alternatives = invitations.rights.map { right in
            let parts = [
                right.inviters.map { "m.\(quality) in \(list($0))" }, right.invited.map { "\(role) in \(list($0))" },
            ].compactMap(\.self)
            return parts.isEmpty ? "true" : parts.joined(separator: " and ")
        }
        if alternatives.count == 1 { return alternatives[0] }
        return "(\(alternatives.joined(separator: "\n        or ")))"
    }

    private var memberTenant: String { quotedIdentifier(tenancy.listing.columns.first ?? "") }
    private var memberAccount: String { quotedIdentifier(tenancy.listing.account) }

    /// The column in which an invitation names its tenant.
    private var tenantColumn: String { tenantKey?.columns.first ?? "" }

    private var tenantKey: (name: String, columns: [String])? {
        for column in table.definition.columns {
            if case .reference(let reference, _) = table.origins[column.name], reference.target == .entity(tenant.name)
            {
                return (reference.name, reference.columns)
            }
        }
        return nil
    }

    /// What callers name the tenant by: `team`.
    private var tenantReference: String { snakeCase(tenantKey?.name ?? tenant.name) }

    private func type(of column: String) -> String { type(of: column, in: table) }

    private func type(of column: String, in table: TableSchema) -> String {
        table.definition.column(named: column)?.type ?? "text"
    }
}
