import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import SQL
import Schema
import Testing

/// Names and texts that break careless generators arrive in the database as they were written.
@Suite struct HostileNamesTests {
    @Test func everyTextReadsBackUnchanged() async throws {
        let example = try Example("hostile")
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(example.migration.up)
            for table in example.schema.tables {
                let name = Parameter(table.name.sql)
                let found = try await connection.query(
                    """
                    select coalesce(obj_description($1::regclass), '') as comment,
                      array(select attname::text from pg_attribute
                        where attrelid = $1::regclass and attnum > 0 order by attnum) as columns
                    """, [name]
                ).one
                #expect(try found.text("comment") == table.definition.comment ?? "")
                #expect(try found.texts("columns") == table.definition.columns.map(\.name))
                for column in table.definition.columns {
                    let comment = try await connection.query(
                        """
                        select col_description(attrelid, attnum) from pg_attribute
                        where attrelid = $1::regclass and attname = $2
                        """, [name, Parameter(column.name)]
                    ).one.optionalText(0)
                    #expect(comment == column.comment)
                }
            }
            let values = try await connection.query(
                "select array_agg(enumlabel order by enumsortorder)::text[] from pg_enum"
            ).one.texts(0)
            let declared = example.model.enumerations.flatMap { $0.values.map(\.name) }
            #expect(Set(values) == Set(declared))
        }
    }

    @Test func defaultsAndConditionsMeanWhatWasWritten() async throws {
        let example = try Example("hostile")
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(example.migration.up)
            try await connection.execute(
                """
                insert into auth.users (id, raw_user_meta_data) values
                  ('00000000-0000-0000-0000-00000000000a', '{"end_name": "$$ '' \\\\"}');
                insert into public."order" (owner_id) values ('00000000-0000-0000-0000-00000000000a')
                """)
            let row = try await connection.query(
                #"select "SELECT", tags, extra #>> '{}' as extra, quoted::text, inline::text from public."order""#
            ).one
            #expect(try row.text("SELECT") == "O'Brien \\ $$ '\u{301}")
            #expect(try row.texts("tags") == ["it's", "a,b", "{c}", "\"d\"", "\\e", "null", ""])
            #expect(try row.text("extra") == "it's")
            #expect(try row.text("quoted") == "it's")
            #expect(try row.text("inline") == "o'clock")
            #expect(try await connection.query(#"select "end" from public.users"#).one.text(0) == "$$ ' \\")
            // The rule compares with a text that would end the statement, were it not quoted.
            try await connection.execute(
                "update public.\"order\" set \"SELECT\" = \(quotedLiteral("'; drop schema public cascade; -- \\ $$ '\u{301}"))"
            )
            try await connection.execute("begin; set local role anon")
            #expect(try await connection.query("select from public.\"order\"").count == 1)
            try await connection.execute("rollback")
        }
    }

    /// PostgreSQL would cut longer names silently, and then two might be one.
    @Test(arguments: ["everything", "hostile"])
    func namesFitAndDiffer(example: String) throws {
        let statements = try Example(example).schema.statements
        var relations: Set<String> = []
        for statement in statements {
            var names: [String] = []
            switch statement {
            case .createTable(let table):
                names = [table.name.name] + table.columns.compactMap(\.sequence?.name)
                let constraints = table.constraints.map(\.name)
                #expect(Set(constraints).count == constraints.count)
                #expect(constraints.allSatisfy { $0.utf8.count <= 63 })
            case .createIndex(let index): names = [index.name]
            case .createTrigger(let trigger): #expect(trigger.name.utf8.count <= 63)
            case .createFunction(let function): #expect(function.name.name.utf8.count <= 63)
            default: break
            }
            for name in names {
                #expect(name.utf8.count <= 63)
                #expect(relations.insert(name).inserted, "\(name)")
            }
        }
    }

    /// Sequences are closed by their names: of tables whose names PostgreSQL would cut to the same, and of one whose
    /// sequence's name another table has.
    @Test func everySequenceIsClosed() async throws {
        let long = String(repeating: "x", count: 56)
        let tables = [long + "_first", long + "_other", "notes", "notes_id_seq"]
        let entities = zip(["A", "B", "C", "D"], tables).map { name, table in
            #"{"name": "\#(name)", "table": "\#(table)", "id": "bigint", "access": []}"#
        }
        let example = try Example(
            json: """
                {"berry": 1, "name": "counting", "target": "supabase", "entities": [\(entities.joined(separator: ", "))]}
                """)
        try await withDatabase(.supabaseLegacy) { connection in
            try await connection.execute(example.migration.up)
            let open = try await connection.query(
                """
                select c.oid::regclass::text || ': ' || r.role as found
                from pg_class as c, unnest(array['anon', 'authenticated', 'service_role']) as r (role)
                where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace
                  and has_sequence_privilege(r.role, c.oid, 'usage, select, update')
                """)
            #expect(try open.map { try $0.text("found") } == [])
            for table in tables {
                let sequence = try await connection.query(
                    "select pg_get_serial_sequence($1, 'id')", [Parameter("public.\(table)")]
                ).one.optionalText(0)
                let stated = example.schema.table(named: .init("public", table))?.definition.columns[0].sequence?.sql
                #expect(sequence == stated)
            }
        }
    }
}
