internal import DomainModel
internal import Naming
internal import SQL

extension SchemaBuilder {
    /// The trigger that gives every new account its profile.
    ///
    /// Whatever a client puts into its metadata, signing up must not fail because of it: where the row is refused, a
    /// second one leaves out what may have been the reason.
    func signUp(of entity: DomainModel.Entity) -> [Statement] {
        let table = QualifiedName("public", entity.table)
        let whole = insertion(into: table, signUpValues(of: entity, isSecond: false))
        let second = insertion(into: table, signUpValues(of: entity, isSecond: true))
        let rescue = """

            exception when integrity_constraint_violation or program_limit_exceeded then
              -- What is taken, or not of the form asked for, must not keep anyone from signing up.
            \(second)
              return new;
            """
        let function = CreateFunction(
            .init("private", boundedName("create_\(entity.table)_row")), returns: "trigger", language: "plpgsql",
            securityDefiner: true,
            body: """
                begin
                \(whole)
                  return new;\(whole == second ? "" : rescue)
                end
                """)
        let comment = "Gives every new account its row in \(entity.table)."
        return function.statements(comment: comment, closedTo: APIRole.everybody) + [
            .createTrigger(
                .init(
                    boundedName("create_\(entity.table)_row"), on: Self.accounts, "after insert",
                    execute: function.name))
        ]
    }

    private func insertion(into table: QualifiedName, _ values: [(column: String, value: String)]) -> String {
        let columns = values.map { quotedIdentifier($0.column) }
        return "  " + Statement.listed("insert into \(table.sql)", columns, indentation: "  ") + "\n  "
            + Statement.listed("values", values.map(\.value), indentation: "  ") + ";"
    }

    /// The columns that don't get their default.
    private func signUpValues(
        of entity: DomainModel.Entity, isSecond: Bool
    ) -> [(column: String, value: String)] {
        var values = [(column: "id", value: "new.id")]
        for attribute in entity.attributes {
            guard let source = attribute.signUpSource else { continue }
            let value = signUpValue(source, for: attribute)
            let isLeftOut = isSecond && entity.mayRefuse(attribute)
            switch attribute.signUpFallback {
            case .null: if !isLeftOut { values.append((attribute.column, value)) }
            case .none: values.append((attribute.column, value))
            case .empty: values.append((attribute.column, isLeftOut ? "''" : "coalesce(\(value), '')"))
            case .value(let fallback):
                let fallback = self.value(fallback, for: attribute).sql
                if !isLeftOut { values.append((attribute.column, "coalesce(\(value), \(fallback))")) }
            }
        }
        return values
    }

    private func signUpValue(_ source: DomainModel.SignUpSource, for attribute: DomainModel.Attribute) -> String {
        let value =
            switch source {
            case .email: "new.email"
            case .phone: "new.phone"
            case .metadata(let key): "new.raw_user_meta_data ->> \(quotedLiteral(key))"
            }
        if attribute.type == .email { return "lower(\(value))" }
        if attribute.type == .text, let longest = attribute.maxLength { return "left(\(value), \(longest))" }
        return value
    }
}
