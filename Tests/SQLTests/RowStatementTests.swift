import SQL
import Testing

/// What statements that people write do to rows.
struct RowStatementTests {
    @Test(arguments: [
        (
            "update public.todos set a = 1, \"B\" = 2 where (a + 1) > 3 or b",
            #"update(table: "public.todos", columns: ["a", "\"B\""], condition: Optional("(a + 1) > 3 or b"))"#
        ),
        (
            "-- where it begins\nupdate todos set note = 'where' where not (note is null)",
            #"update(table: "todos", columns: ["note"], condition: Optional("not (note is null)"))"#
        ),
        ("update public.todos set a = 1", #"update(table: "public.todos", columns: ["a"], condition: nil)"#),
        ("update public.todos t set a = u.a from public.u u", "unknown"),
        ("with x as (select 1) update public.todos set a = 1", "unknown"),
        ("delete from public.todos where id = 1", #"delete(table: "public.todos", condition: Optional("id = 1"))"#),
        ("delete from public.todos using public.u where true", "unknown"),
        ("truncate public.a, public.b", #"truncate(tables: ["public.a", "public.b"])"#),
        ("insert into public.todos values (1)", "insert"),
        ("insert into public.todos values (1) on conflict (id) do update set a = 1", "unknown"),
        (
            "alter table public.todos add column a int default 1 + (2) not null",
            #"addColumn(table: "public.todos", column: "a", value: Optional("1 + (2)"))"#
        ),
        (
            "alter table public.todos add column a int not null default 7",
            #"addColumn(table: "public.todos", column: "a", value: Optional("7"))"#
        ),
        ("alter table public.todos add column a int", "none"),
        (
            "alter table public.todos alter column a type int using (case a when b then 1 end)::int",
            #"convert(table: "public.todos", column: "a", expression: "(case a when b then 1 end)")"#
        ),
        ("alter table public.todos alter column a type int using a::text::int", "none"),
        ("alter type public.s rename value 'a' to 'b'", #"renameValue(type: "public.s", old: "a", new: "b")"#),
        ("select public.f()", "unknown"), ("do $$ begin end $$", "unknown"), ("create table public.t (id int)", "none"),
        ("not sql at all", "unknown"),
    ])
    func isRead(text: String, expected: String) throws {
        let statement = try #require(SQLScript(text).statements.first)
        #expect("\(RowStatement(statement))" == expected)
    }
}
