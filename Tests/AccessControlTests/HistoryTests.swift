import DatabaseTesting
import Migrations
import Postgres
import Specification
import Testing

/// What rows were before each change, and who reads that.
@Suite struct HistoryTests {
    private static let specification = #"""
        {"berry": 1, "name": "history", "target": "postgres", "roles": ["admin"], "entities": [
          {"name": "Note", "timestamps": false, "softDelete": true, "history": true,
           "fields": [{"name": "title", "type": "text", "required": true, "maxLength": 9},
                      {"name": "isPublic", "type": "boolean", "required": true, "default": false},
                      {"name": "words", "type": "integer", "generated": "char_length(title)"},
                      {"name": "tags", "type": "text", "list": true}, {"name": "data", "type": "bytes"},
                      {"name": "secret", "type": "text", "hidden": true}],
           "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
           "access": [{"who": "owner", "can": ["read", "update", "delete"]},
                      {"who": "anyone", "can": ["read"], "when": {"field": "isPublic", "is": true}},
                      {"who": {"role": "admin"}, "can": ["read"]}]},
          {"name": "Seat", "timestamps": false, "history": true, "key": ["number", "note"],
           "fields": [{"name": "number", "type": "integer"}, {"name": "state", "type": "text"}],
           "relations": [{"name": "note", "kind": "belongsTo", "entity": "Note", "onDelete": "cascade"}],
           "access": [{"who": {"through": "note"}, "can": ["read", "update"]}]}]}
        """#

    /// What is sent, and what comes of it for anon, Ada, Bob, Carol (an admin), Dora, a guest, nobody, Mallory and the
    /// service. `no` is a refusal with SQLSTATE 42501.
    ///
    /// Ada's note `a` was renamed while it was private, and made public since; `b` was changed and deleted softly, `c`
    /// for good.
    private static let expected: [(sql: String, outcomes: String)] = [
        ("select id, title from note_versions where title = 'a0'", "0 1 0 1 0 0 0 0 1"),
        ("select id from note_versions where title = 'a1'", "0 1 0 1 0 0 0 0 1"),
        ("select id from note_versions where title = 'a2'", "1 1 1 1 1 1 1 1 1"),
        ("select id from note_versions where title in ('b0', 'c0')", "0 0 0 0 0 0 0 0 2"),
        ("select secret from note_versions", "no no no no no no no no 5"),
        ("select id from seat_versions", "1 1 1 1 1 1 1 1 1"),
        ("insert into note_versions (note_id) select id from notes", "no no no no no no no no no"),
        ("update note_versions set title = 'x'", "no no no no no no no no no"),
        ("delete from note_versions where title = 'c0'", "no no no no no no no no 1"),
        ("select nextval('note_versions_id_seq')", "no no no no no no no no no"),
    ]

    @Test(arguments: World.allCases)
    func everyActorReadsWhatTheyCouldHaveRead(world: World) async throws {
        let example = try Example(json: Self.specification, target: world == .plain ? .postgres : .supabase)
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            for actor in Actor.allCases {
                guard let account = actor.account else { continue }
                try await connection.execute("insert into auth.users (id) values ('\(account)')")
            }
            try await connection.execute(
                Actor.filled(
                    #"""
                    insert into notes (title, tags, data, secret, owner_id) values
                      ('a0', '{"x y",z}', '\x00ff', 's', :ada), ('b0', null, null, null, :ada), ('c0', null, null, null, :bob);
                    insert into seats (number, note_id, state) select 1, id, 'free' from notes where title = 'a0';
                    select set_config('request.jwt.claims', '{"sub": "00000000-0000-0000-0000-00000000000a"}', false);
                    update notes set title = 'a1' where title = 'a0';
                    update notes set is_public = true, title = 'a2' where title = 'a1';
                    update notes set title = 'a3' where title = 'a2';
                    update notes set deleted_at = now() where title = 'b0';
                    update seats set state = 'taken';
                    select set_config('request.jwt.claims', '', false);
                    delete from notes where title = 'c0'
                    """#))
            let kept = try await connection.query(
                """
                select concat_ws(' ', title, words, tags, data, secret, is_public, version_ended_with,
                  right(version_ended_by::text, 1))
                from note_versions order by id
                """)
            #expect(
                try kept.map { try $0.text(0) } == [
                    #"a0 2 {"x y",z} \x00ff s f update a"#, #"a1 2 {"x y",z} \x00ff s f update a"#,
                    #"a2 2 {"x y",z} \x00ff s t update a"#, "b0 2 f delete a", "c0 2 f delete",
                ])
            for (sql, outcomes) in Self.expected {
                let wanted = outcomes.split(separator: " ").map { $0 == "no" ? "42501" : String($0) }
                for (actor, expected) in zip(Actor.allCases, wanted) {
                    let outcome = try await actor.outcome(of: sql, connection)
                    #expect(outcome == expected, "\(actor): \(sql)")
                }
            }
        }
    }

    /// What brings a row back is a version, too; and what a person deletes takes nothing of the history along.
    @Test func restoringAndCascading() async throws {
        let example = try Example(json: Self.specification)
        try await withDatabase(.plain) { connection in
            try await connection.execute(example.migration.up)
            try await connection.execute(
                Actor.filled(
                    """
                    insert into auth.users (id) values (:ada);
                    insert into notes (title, owner_id) values ('a', :ada);
                    insert into seats (number, note_id) select 1, id from notes;
                    update notes set deleted_at = now();
                    update notes set deleted_at = null;
                    delete from auth.users
                    """))
            let ends = try await connection.query("select version_ended_with from note_versions order by id")
            #expect(try ends.map { try $0.text(0) } == ["delete", "restore", "delete"])
            #expect(try await connection.query("select from seat_versions where number = 1").count == 1)
            try await connection.execute(example.migration.down ?? "")
        }
    }
}
