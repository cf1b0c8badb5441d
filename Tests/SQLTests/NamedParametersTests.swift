import SQL
import Testing

struct NamedParametersTests {
    @Test(arguments: [
        ("select :a, :b_c, :a", "select $1, $2, $1", ["a", "b_c"]),
        ("select x::text, y[1:2], z[i:j], a := 1", "select x::text, y[1:2], z[i:j], a := 1", []),
        ("select ':a', \":b\", 'it''s :c', :d", "select ':a', \":b\", 'it''s :c', $1", ["d"]),
        (#"select e'\':a', E'\\', 'b\', :c"#, #"select e'\':a', E'\\', 'b\', $1"#, ["c"]),
        ("select 1 -- :a\n, :b /* :c /* :d */ :e */", "select 1 -- :a\n, $1 /* :c /* :d */ :e */", ["b"]),
        ("select $x$ :a $$ $x$, $$:b$$, :c::uuid", "select $x$ :a $$ $x$, $$:b$$, $1::uuid", ["c"]),
        ("select ':never ends", "select ':never ends", []), (":", ":", []), ("$", "$", []), ("/*", "/*", []),
    ])
    func readsNames(_ statement: String, _ text: String, _ names: [String]) {
        let parameters = NamedParameters(statement)
        #expect(parameters.text == text)
        #expect(parameters.names == names)
        #expect(parameters.number == nil)
    }

    @Test func findsNumbers() {
        #expect(NamedParameters("select :a, $2").number == 11)
        #expect(NamedParameters("select a$1, '$1'").number == nil)
    }

    @Test func knowsWhereThingsWere() {
        let parameters = NamedParameters("select :owner_id, x")
        #expect(parameters.text == "select $1, x")
        #expect(parameters.original(7) == 7)
        #expect(parameters.original(11) == 18)
    }
}
