internal import DomainModel
internal import Naming
internal import SQL

extension SchemaBuilder {
    /// The trigger that gives every new account its profile.
    func signUp(of entity: DomainModel.Entity) -> [Statement] {
        var columns = ["id"]
        var values = ["new.id"]
        for attribute in entity.attributes {
            guard let source = attribute.signUpSource else { continue }
            columns.append(attribute.column)
            values.append(signUpValue(source, for: attribute))
        }
        let table = QualifiedName("public", entity.table)
        let list = columns.map(quotedIdentifier).joined(separator: ", ")
        let function = CreateFunction(
            .init("private", boundedName("create_\(entity.table)_row")), returns: "trigger", language: "plpgsql",
            securityDefiner: true,
            body: """
                begin
                  insert into \(table.sql) (\(list))
                  values (\(values.joined(separator: ", ")));
                  return new;
                end
                """)
        return function.statements(
            comment: "Gives every new account its row in \(entity.table).", closedTo: APIRole.everybody
        ) + [
            .createTrigger(
                .init(
                    boundedName("create_\(entity.table)_row"), on: Self.accounts, "after insert",
                    execute: function.name))
        ]
    }

    /// What sign-up says, or the default, or an empty text where the field is required: a name that is missing or too
    /// long must not keep anyone from signing up.
    private func signUpValue(_ source: DomainModel.SignUpSource, for attribute: DomainModel.Attribute) -> String {
        var value =
            switch source {
            case .email: "new.email"
            case .phone: "new.phone"
            case .metadata(let key): "new.raw_user_meta_data ->> \(quotedLiteral(key))"
            }
        if attribute.type == .email { value = "lower(\(value))" }
        if attribute.type == .text, let longest = attribute.maxLength { value = "left(\(value), \(longest))" }
        if let fallback = attribute.defaultValue {
            return "coalesce(\(value), \(self.value(fallback, for: attribute).sql))"
        }
        if attribute.isRequired, attribute.type == .text { return "coalesce(\(value), '')" }
        return value
    }
}
