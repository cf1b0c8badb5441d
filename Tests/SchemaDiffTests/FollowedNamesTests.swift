import Catalog
import Testing

@testable import SchemaDiff

/// Which texts say the same under new names.
@Suite struct FollowedNamesTests {
    private static func function(_ name: String, _ body: String) -> Fact {
        Fact(
            .function, "private.\(name)()",
            [
                .schema: "private",
                .definition: "CREATE OR REPLACE FUNCTION private.\(name)()\n LANGUAGE sql\nAS $$\(body)$$\n",
            ])
    }

    private static let rename = DeclaredRename(
        Fact(.table, "public.teams", [.schema: "public"]), to: "groups")

    private static func names(_ old: Fact, _ new: Fact, _ renames: [DeclaredRename] = [rename]) -> FollowedNames {
        FollowedNames(from: Catalog([old]), to: Catalog([new]), by: renames)
    }

    @Test func aFunctionThatIsNamedAfterATableIsFollowed() {
        let old = Self.function("teams_of_caller", "select t.id from public.teams as t")
        let new = Self.function("groups_of_caller", "select t.id from public.groups as t")
        let condition = "(team_id = ANY (( SELECT private.teams_of_caller() AS teams_of_caller)::uuid[]))"
        #expect(
            Self.names(old, new).condition(condition)
                == "(team_id = ANY (( SELECT private.groups_of_caller() AS groups_of_caller)::uuid[]))")
        // Without the rename these are two functions.
        #expect(Self.names(old, new, []).condition(condition) == condition)
    }

    @Test func aFunctionThatSaysSomethingElseIsNot() {
        let old = Self.function("teams_of_caller", "select t.id from public.teams as t where t.is_open")
        let new = Self.function("groups_of_caller", "select t.id from public.groups as t")
        #expect(Self.names(old, new).condition("private.teams_of_caller()") == "private.teams_of_caller()")
    }

    @Test func aFunctionThatStaysMayMentionTheNewName() {
        let old = Self.function("mine", "select t.id from public.teams as t")
        let same = Self.function("mine", "select t.id from public.groups as t")
        let other = Self.function("mine", "select t.id from public.groups as t where true")
        #expect(Self.names(old, same).agree(old, same))
        #expect(!Self.names(old, other).agree(old, other))
        #expect(!Self.names(old, same, []).agree(old, same))
    }

    /// A column has its new name where its table is meant.
    @Test func columnsAreFollowedWithTheirTables() {
        let column = Fact(.column, "public.a.name", [.table: "public.a", .column: "name"])
        let renames = [DeclaredRename(column, to: "title")]
        let old = Self.function("mine", "select name from public.b")
        #expect(!Self.names(old, old, renames).agree(old, Self.function("mine", "select title from public.b")))
        let meant = Self.function("mine", "select name from public.a")
        #expect(Self.names(meant, meant, renames).agree(meant, Self.function("mine", "select title from public.a")))
    }

    /// A name that means two things in a text is followed for neither.
    @Test func twoRenamesOfOneNameAreNotFollowed() {
        let first = Fact(.column, "public.a.name", [.table: "public.a", .column: "name"])
        let second = Fact(.column, "public.b.name", [.table: "public.b", .column: "name"])
        let renames = [DeclaredRename(first, to: "title"), DeclaredRename(second, to: "label")]
        let old = Self.function("mine", "select a.name from public.a, public.b")
        let new = Self.function("mine", "select a.title from public.a, public.b")
        #expect(!Self.names(old, new, renames).agree(old, new))
    }
}
