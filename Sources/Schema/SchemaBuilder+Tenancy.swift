internal import DomainModel
internal import Naming
internal import SQL

/// What keeps a tenant's members in order, beyond what policies can say.
extension SchemaBuilder {
    /// The functions and triggers of the tenant's table, or of its members'.
    func tenancy(of entity: DomainModel.Entity) -> [Statement] {
        guard let tenancy = model.tenancy, let tenant = entities[tenancy.listing.target] else { return [] }
        let table = QualifiedName("public", entity.table)
        if entity.name == tenant.name, tenant.isCreatedByClients {
            return noteCreation(table, tenant) + addFirstMember(table, tenancy)
        }
        if entity.name == tenancy.listing.entity { return keepFirstRole(table, tenant, tenancy) }
        return []
    }

    /// RETURNING shows the new row before its first member is there, and policies have to let its creator see it.
    private func noteCreation(_ table: QualifiedName, _ tenant: DomainModel.Entity) -> [Statement] {
        let function = CreateFunction(
            .init("private", boundedName("note_created_\(tenant.table)")), returns: "trigger", language: "plpgsql",
            body: """
                begin
                  if auth.uid() is not null then
                    perform set_config(\(quotedLiteral(TenantCreation.setting)), new.id::text, true);
                  end if;
                  return new;
                end
                """)
        return trigger(
            function, on: table, "before insert",
            "Notes which of \(tenant.table) was created last in this transaction, for the policies.")
    }

    /// The account that creates a tenant becomes its first member.
    private func addFirstMember(_ table: QualifiedName, _ tenancy: DomainModel.Membership) -> [Statement] {
        guard let members = entities[tenancy.listing.entity] else { return [] }
        var values = tenancy.listing.columns.map { ($0, "new.id") }
        values.append((tenancy.listing.account, "auth.uid()"))
        if let quality = tenancy.listing.quality, let role = tenancy.firstRole {
            values.append((quality, quotedLiteral(role)))
        }
        let function = CreateFunction(
            .init("private", boundedName("add_first_member_of_\(table.name)")), returns: "trigger",
            language: "plpgsql", securityDefiner: true,
            body: """
                begin
                  if auth.uid() is not null then
                    insert into \(QualifiedName("public", members.table).sql) (\(
                      values.map { quotedIdentifier($0.0) }.joined(separator: ", ")))
                    values (\(values.map(\.1).joined(separator: ", ")));
                  end if;
                  return null;
                end
                """)
        let role = tenancy.firstRole.map { "'\($0)'" } ?? "member"
        return trigger(
            function, on: table, "after insert", "Makes whoever creates a row of \(table.name) its first \(role).")
    }

    /// The last owner stays, for as long as there is something to own.
    private func keepFirstRole(
        _ table: QualifiedName, _ tenant: DomainModel.Entity, _ tenancy: DomainModel.Membership
    ) -> [Statement] {
        guard let role = tenancy.firstRole, let quality = tenancy.listing.quality.map(quotedIdentifier),
            let key = tenancy.listing.columns.first.map(quotedIdentifier)
        else { return [] }
        let first = quotedLiteral(role)
        let isSoft = entities[tenancy.listing.entity]?.isSoftDeleted ?? false
        let deletion = quotedIdentifier(DomainModel.Entity.deletionColumn)
        let message = quotedLiteral(
            "the last \(phrase(role)) of \(article(before: phrase(tenant.name))) \(phrase(tenant.name)) stays: make somebody else one first"
        )
        let function = CreateFunction(
            .init("private", boundedName("keep_\(snakeCase(role))_of_\(tenant.table)")), returns: "trigger",
            language: "plpgsql", securityDefiner: true,
            body: """
                begin
                  if old.\(quality) <> \(first)\(isSoft ? " or old.\(deletion) is not null" : "") then
                    return null;
                  end if;
                  -- Two who leave at once wait for each other.
                  perform from \(QualifiedName("public", tenant.table).sql) where id = old.\(key) for update;
                  if found and not exists (
                    select from \(table.sql) as t where t.\(key) = old.\(key) and t.\(quality) = \(first)\(isSoft ? " and t.\(deletion) is null" : "")
                  ) then
                    raise exception using errcode = 'restrict_violation', message = \(message);
                  end if;
                  return null;
                end
                """)
        return trigger(
            function, on: table, "after update or delete",
            "Refuses to take the last \(phrase(role)) away from a row of \(tenant.table).")
    }

    private func trigger(
        _ function: CreateFunction, on table: QualifiedName, _ event: String, _ comment: String
    ) -> [Statement] {
        function.statements(comment: comment, closedTo: APIRole.everybody) + [
            .createTrigger(.init(function.name.name, on: table, event, execute: function.name))
        ]
    }
}

/// How policies learn of a tenant that was created in this statement.
public enum TenantCreation {
    /// The setting, for this transaction, with the key of the row that was created last.
    public static let setting = "berry.created_tenant"
}
