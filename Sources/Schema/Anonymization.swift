internal import DomainModel
internal import Expressions
internal import Naming
public import SQL
internal import Specification

/// What takes the personal data out of a copy of the database: a script that runs nowhere by itself.
///
/// A field that may be empty becomes empty; one that may not gets a value that says nothing: texts another for each row, so
/// that uniques hold. Everything happens in one transaction, or nothing does.
public struct Anonymization: Sendable {
    private let schema: DatabaseSchema

    public init(_ schema: DatabaseSchema) { self.schema = schema }

    /// Empty where no field is personal.
    public var statements: [Statement] {
        let updates = schema.tables.flatMap(statements(for:))
        if updates.isEmpty { return [] }
        return [.block(Self.guardian), .block("begin;")] + updates + accounts + [.block("commit;")]
    }

    /// The setting names the database, so that a line in a profile doesn't open every database.
    private static let guardian = """
        do $$
        begin
          if current_setting('berry.copy', true) is distinct from current_database() then
            raise exception using message = 'this replaces personal data for good',
              hint = format('on a copy, run "set berry.copy = %L" before it', current_database());
          end if;
        end
        $$;
        """

    private static func personal(_ origin: ColumnOrigin?) -> DomainModel.Attribute? {
        guard case .attribute(let attribute) = origin, attribute.isPersonal == true, attribute.generated == nil else {
            return nil
        }
        return attribute
    }

    private func statements(for table: TableSchema) -> [Statement] {
        let changes = table.definition.columns.compactMap { column -> String? in
            guard let attribute = Self.personal(table.origins[column.name]) else { return nil }
            let value = column.isNotNull ? Self.value(of: attribute, column) : "null"
            return "\(quotedIdentifier(column.name)) = \(value)"
        }
        if changes.isEmpty { return [] }
        let name = table.name.sql
        // Triggers would note the change as one, or refuse it.
        return [
            .block("alter table \(name) disable trigger user;"),
            .block(
                """
                update \(name) as t
                set \(changes.joined(separator: ",\n  "))
                from (select ctid as place, row_number() over (order by ctid) as n from \(name)) as numbered
                where t.ctid = numbered.place;
                """),
            .block("alter table \(name) enable trigger user;"),
        ]
    }

    /// Accounts are people, whatever their profiles took from them at sign-up.
    private var accounts: [Statement] {
        let identities = """

            update auth.users
            set email_change = '', email_change_token_new = '', email_change_token_current = '', phone_change = '',
              phone_change_token = '', confirmation_token = '', recovery_token = '';
            update auth.identities set identity_data = jsonb_build_object('sub', user_id);
            """
        return [
            .block(
                """
                update auth.users
                set email = 'person-' || id || '@example.invalid', phone = null, raw_user_meta_data = '{}';
                """ + (schema.platform.isEmpty ? identities : ""))
        ]
    }

    /// A value that says nothing, as SQL in which `numbered.n` is the row's number.
    private static func value(of attribute: DomainModel.Attribute, _ column: CreateTable.Column) -> String {
        if attribute.isList { return "'{}'" }
        let number = "numbered.n"
        switch attribute.type {
        case .text:
            if let example = attribute.pattern?.example(
                seed: 1,
                length: (attribute.minLength ?? 0)...max(attribute.minLength ?? 0, attribute.maxLength ?? 1_000))
            {
                return quotedLiteral(example)
            }
            let most = attribute.maxLength ?? .max
            let text = most < 20 ? "left(\(number)::text, \(most))" : "'person ' || \(number)"
            return attribute.minLength.map { $0 > 1 ? "rpad(\(text), greatest(\($0), length(\(text))), '.')" : text }
                ?? text
        case .email: return "'person-' || \(number) || '@example.invalid'"
        case .url: return "'https://example.invalid/' || \(number)"
        case .slug: return "'person-' || \(number)"
        case .phone: return "'+1 555 ' || lpad(\(number)::text, 7, '0')"
        case .color: return "'#000000'"
        case .file, .image: return "'anonymous/' || \(number)"
        case .timeZone: return "'UTC'"
        case .integer, .bigint, .float, .decimal:
            let least = attribute.minimum.map(\.approximate) ?? -.infinity
            let most = attribute.maximum.map(\.approximate) ?? .infinity
            return least > 0 ? attribute.minimum?.text ?? "0" : most < 0 ? attribute.maximum?.text ?? "0" : "0"
        case .boolean: return "false"
        case .uuid: return "gen_random_uuid()"
        case .json: return "'{}'"
        case .ip: return "'192.0.2.1'"
        case .bytes: return "''"
        case .date, .timestamp, .localTimestamp:
            return "date_trunc('year', t.\(quotedIdentifier(column.name)))"
        case .time: return "'00:00'"
        case .duration: return "'0'"
        case .vector(let dimensions):
            return "'[\(Array(repeating: "0", count: dimensions).joined(separator: ","))]'"
        // Of these there is no other value that is known to serve.
        case .enumeration, .currency, .custom: return "t.\(quotedIdentifier(column.name))"
        }
    }
}
