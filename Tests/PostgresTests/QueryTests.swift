import Postgres
import Testing

@Suite struct QueryTests {
    @Test(arguments: [Format.text, .binary])
    func readsTypedValues(format: Format) async throws {
        let connection = try await connect()
        let row = try await connection.query(
            """
            select 'naïve'::text as text, null::text as nothing, 32767::int2 as small, -7::int4 as number,
                9007199254740993::int8 as big, 4294967295::oid as oid, true as yes, false as no,
                '\\x00ff'::bytea as bytes
            """, format: format
        ).one
        #expect(try row.text("text") == "naïve")
        #expect(try row.optionalText("nothing") == nil)
        #expect(try row.isNull("nothing"))
        #expect(try row.int("small") == 32767)
        #expect(try row.int("number") == -7)
        #expect(try row.int("big") == 9_007_199_254_740_993)
        #expect(try row.int("oid") == 4_294_967_295)
        #expect(try row.bool("yes") && !row.bool("no"))
        #expect(try row.bytes("bytes") == [0, 255])
        #expect(try row.text(0) == "naïve")
        await connection.close()
    }

    @Test func sendsParametersBesideTheSQL() async throws {
        let connection = try await connect()
        let row = try await connection.query(
            "select $1::text as text, $2::int + 1 as number, $3::bool as flag, $4::text as nothing, $5::bytea as bytes",
            ["'\u{301}; drop table x; --", 41, true, nil, Parameter(binary: [0, 1, 255])]
        ).one
        #expect(try row.text("text") == "'\u{301}; drop table x; --")
        #expect(try row.int("number") == 42)
        #expect(try row.bool("flag"))
        #expect(try row.isNull("nothing"))
        #expect(try row.bytes("bytes") == [0, 1, 255])
        await connection.close()
    }

    @Test(arguments: [
        [], ["a"], ["a b", "c,d", "", "NULL", "{}", "\"quoted\"", "back\\slash", "ümlaut", "\"\u{301}", "\\\u{301}"],
    ])
    func arraysGoAndComeBack(elements: [String]) async throws {
        let connection = try await connect()
        let row = try await connection.query("select $1::text[]", [Parameter(array: elements)]).one
        #expect(try row.texts(0) == elements)
        await connection.close()
    }

    @Test func saysWhatIsWrongWithAValue() async throws {
        let connection = try await connect()
        let row = try await connection.query("select 'secret' as word, null::int as nothing").one
        func problem(_ read: () throws -> Void) -> String? {
            do { try read() } catch { return "\(error)" }
            return nil
        }
        #expect(
            problem { _ = try row.int("word") } == "column \"word\" of row 0 (type 25) can't be read as Int")
        #expect(
            problem { _ = try row.int("nothing") }
                == "column \"nothing\" of row 0 is null; read it with an optional accessor")
        #expect(
            problem { _ = try row.text("wrod") } == "the result has no column \"wrod\", only word, nothing")
        #expect(problem { _ = try row.text(2) } == "the result has no column 2, it has 2 (from 0)")
        await connection.close()
    }

    @Test func severalStatementsAreOneTransaction() async throws {
        let connection = try await connect()
        let rows = try await connection.execute(
            "create temp table t (id int); insert into t values (1), (2); table t")
        #expect(rows.count == 2)
        await #expect(throws: PostgresError.self) {
            try await connection.execute("delete from t; select 1/0")
        }
        #expect(try await connection.execute("table t").count == 2)
        #expect(try await connection.execute("delete from t").affected == 2)
        #expect(try await connection.execute("insert into t values (3)").command == "INSERT 0 1")
        await connection.close()
    }

    /// C strings end at a zero: what follows it would be cut off without a word.
    @Test func zeroBytesAreRefused() async throws {
        let connection = try await connect()
        await #expect(throws: PostgresError.self) {
            try await connection.execute("select 1 \u{0} where false")
        }
        await #expect(throws: PostgresError.self) {
            try await connection.query("select $1::text", ["a\u{0}b"])
        }
        #expect(try await connection.query("select 1").one.int(0) == 1)
        await connection.close()
    }

    @Test func noticesAreCollected() async throws {
        let connection = try await connect()
        try await connection.execute(
            "do $$ begin raise notice 'one'; raise warning 'two' using hint = 'why'; end $$")
        let notices = await connection.takeNotices()
        #expect(notices.map(\.message) == ["one", "two"])
        #expect(notices.map(\.severity) == ["NOTICE", "WARNING"])
        #expect(notices[1].hint == "why")
        #expect(await connection.takeNotices().isEmpty)
        try await connection.execute(
            "do $$ begin for i in 1..2000 loop raise notice 'again'; end loop; end $$")
        #expect(await connection.takeNotices().count == 1000)
        await connection.close()
    }
}
