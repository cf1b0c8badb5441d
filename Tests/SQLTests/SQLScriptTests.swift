import SQL
import Testing

@Suite struct SQLScriptTests {
    @Test(arguments: [
        ("select 1; select ';' ;", ["select 1", "select ';'"]),
        ("-- a; b\nselect 1", ["-- a; b\nselect 1"]),
        ("create table a (id int); create table b (id int", ["create table a (id int)", "create table b (id int"]),
        ("select 1; -- the end", ["select 1"]), ("select 1;\n/* the end */\n", ["select 1"]),
        ("", []), (" ;; ", []),
        ("do $$ begin; end $$; select 2", ["do $$ begin; end $$", "select 2"]),
        ("\\restrict x\nselect 1;\n\\unrestrict x\n", ["select 1"]),
        // Newer than the grammar.
        (
            "create table t (a int, b int generated always as (a) virtual); select ';'",
            ["create table t (a int, b int generated always as (a) virtual)", "select ';'"]
        ),
        // No SQL at all: PostgreSQL says what is wrong with it.
        ("select 'open", ["select 'open"]),
    ])
    func splits(text: String, statements: [String]) {
        #expect(SQLScript(text).statements.map(\.text) == statements)
    }

    @Test(arguments: [
        ("commit", "commit"), ("-- a\n/* b */ /* c */\n  ROLLBACK to x", "rollback"), ("", ""), ("/* open", ""),
    ])
    func readsTheFirstWord(text: String, word: String) {
        #expect(SQLScript.Statement(text: text, offset: 0).keyword == word)
    }

    @Test func tellsWhereStatementsBegin() {
        let statements = SQLScript("\\x\n  select 'é';\n\n  select 2;").statements
        #expect(statements.map(\.offset) == [5, 21])
    }
}
