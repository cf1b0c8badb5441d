import DomainModel
import Expressions
import MarkedSources
import Testing

/// Fields that PostgreSQL computes, types that it alone knows, and what is checked at the end of a transaction.
struct ComputedFieldTests {
    @Test func readsWhatIsComputed() throws {
        let person = try #require(
            model(
                application(
                    entity(
                        "Person",
                        #""fields": [{"name": "first", "type": "text", "required": true}, {"name": "initial", "type": "text", "required": true, "generated": "upper(left(first, 1))"}]"#
                    ))
            ).entities.first)
        #expect(person.attribute(named: "initial")?.generated?.sql == "upper(left(first, 1))")
    }

    @Test func refusesWhatCannotBeComputed() {
        expect(
            application(
                entity(
                    "Person",
                    #"""
                    "key": ["code"], "fields": [
                      {"name": "age", "type": "integer"},
                      {"name": "code", "type": "integer", 1️⃣"generated": "age + 1"},
                      {"name": "twice", "type": "integer", "generated": 2️⃣"code * 2"},
                      {"name": "seen", "type": "timestamp", "generated": 3️⃣"now()"},
                      {"name": "half", "type": "integer", "generated": "age / 2", 4️⃣"default": 1}]
                    """#)), .at(1, "generated-key", "key"), .at(2, "generated-expression", "'code'"),
            .at(3, "generated-expression", "the row alone"), .at(4, "generated-value", "'half'", fix: "leave it out"))
    }

    @Test func nobodyStatesWhatIsComputed() {
        let fields =
            #""fields": [{"name": "a", "type": "text"}, {"name": "b", "type": "text", "generated": "lower(a)"}]"#
        expect(
            application(
                #"{"name": "Note", \#(fields), "access": [{"who": "signedIn", "can": ["create"], "fields": [1️⃣"b"]}]}"#),
            .at(1, "generated-field", "'b'"))
        expect(
            application(
                #"{"name": "Note", \#(fields), "access": 1️⃣[{"who": "signedIn", "can": ["read"]}, {"who": "signedIn", "can": ["update"], "when": {"field": "b", "is": "x"}}, {"who": {"role": "r"}, "can": ["update"], "fields": ["id"]}]}"#,
                head: #""roles": ["r"],"#), .at(1, "generated-condition", "'b'"))
    }

    @Test(arguments: [
        ("varchar(255)", "varchar(255)"), (" Numeric( 5 , 2 ) ", "numeric(5,2)"),
        ("double  precision", "double precision"),
        ("timestamp(3) with time zone", "timestamp(3) with time zone"), ("extensions.citext", "extensions.citext"),
    ])
    func readsTypes(text: String, sql: String) { #expect(SQLTypeName(text)?.sql == sql) }

    @Test(arguments: [
        "", "5", "text[]", "text; drop table x", "a.b.c", "serial", "regclass", "int not null", "varchar(",
        "varchar(x)",
        "text collate \"C\"", "time with", "интеger",
    ])
    func refusesWhatIsNoType(text: String) { #expect(SQLTypeName(text) == nil) }

    @Test func saysWhatIsWrongWithATypeOrAnExtension() {
        expect(
            application(
                entity(
                    "Note",
                    #""fields": [{"name": "a", "type": "custom", "sql": 1️⃣"text[]"}, {"name": 2️⃣"b", "type": "custom"}]"#),
                head: #""extensions": ["citext", 3️⃣"citext", 4️⃣"a;b"],"#),
            .at(1, "custom-type", "'text[]'", fix: "list"), .at(2, "missing-key", "'sql'"),
            .at(3, "duplicate-name", "'citext'"), .at(4, "invalid-name", "a;b"))
    }

    @Test func checksAtTheEndWhereAsked() throws {
        let model = try model(
            application(
                entity(
                    "Egg",
                    #""relations": [{"name": "hen", "kind": "belongsTo", "entity": "Hen", "required": true, "deferrable": true}], "fields": [{"name": "place", "type": "integer"}], "unique": [{"fields": ["place"], "deferrable": true}]"#
                ) + ","
                    + entity(
                        "Hen",
                        #""relations": [{"name": "egg", "kind": "belongsTo", "entity": "Egg", "required": true}]"#)))
        #expect(model.entities[0].references[0].isDeferrable && model.entities[0].uniques[0].isDeferrable)
        expect(
            application(
                entity(
                    "Egg",
                    #""fields": [{"name": "n", "type": "integer"}], "unique": [{"fields": ["n"], "where": "n > 0", 1️⃣"deferrable": true}]"#
                )), .at(1, "deferrable-unique", "only some rows"))
    }
}
