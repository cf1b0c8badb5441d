import Catalog
import Foundation
import SchemaDiff
import Testing

@Suite struct ApprovalTests {
    private let notes = Hazard(.dataLoss, Fact.ID(.column, "public.todos.notes"), "")
    private let hidden = Hazard(.dataLoss, Fact.ID(.column, "app.todos.notes"), "")

    @Test func aKeyNamesOneThing() throws {
        #expect(notes.key == "data-loss:todos.notes")
        #expect(hidden.key == "data-loss:app.todos.notes")
        let approval = try #require(Approval(notes.key))
        #expect(approval.allows(notes))
        #expect(!approval.allows(hidden))
        #expect(!approval.allows(Hazard(.breaksClients, notes.subject, "")))
        #expect(try #require(Approval("data-loss:public.todos.notes")).allows(notes))
        #expect(!(try #require(Approval("data-loss:todos")).allows(notes)))
    }

    @Test func aBareNameIsAWholeFamily() throws {
        let approval = try #require(Approval("data-loss"))
        #expect(approval.allows(notes) && approval.allows(hidden))
        #expect(!approval.allows(Hazard(.irreversible, notes.subject, "")))
    }

    @Test(arguments: ["", "data-los", "data-loss:", ":todos", "Data-Loss:todos", "all"])
    func refusesWhatIsNoHazard(text: String) {
        #expect(Approval(text) == nil)
    }

    @Test(arguments: [
        (Fact.ID(.constraint, "todos_check on public.todos"), "todos_check on todos"),
        (Fact.ID(.policy, "\"a on public.b\" on public.todos"), "\"a on public.b\" on todos"),
        (Fact.ID(.policy, "mine on app.todos"), "mine on app.todos"),
        (Fact.ID(.grant, "on table public.todos to anon"), "todos to anon"),
        (Fact.ID(.grant, "on materialized view public.counts to anon"), "counts to anon"),
        (Fact.ID(.function, "public.total(public.money)"), "total(public.money)"),
        (Fact.ID(.inheritance, "public.a of public.b"), "a of b"),
        (Fact.ID(.schema, "public"), "public"),
    ])
    func namesAreShort(id: Fact.ID, name: String) {
        #expect(Hazard(.lock, id, "").key == "lock:\(name)")
    }

    /// What was written on Monday for one role is no approval for another one on Tuesday.
    @Test func aGrantIsAllowedForOneRole() throws {
        let approval = try #require(Approval("access-widened:todos to authenticated"))
        #expect(approval.allows(Hazard(.accessWidened, Fact.ID(.grant, "on table public.todos to authenticated"), "")))
        #expect(!approval.allows(Hazard(.accessWidened, Fact.ID(.grant, "on table public.todos to anon"), "")))
    }

    /// The bytes of a name count: PostgreSQL takes these two for different columns.
    @Test func namesAreComparedByTheirBytes() throws {
        let approval = try #require(Approval("data-loss:t.caf\u{E9}"))
        #expect(approval.allows(Hazard(.dataLoss, Fact.ID(.column, "public.t.caf\u{E9}"), "")))
        #expect(!approval.allows(Hazard(.dataLoss, Fact.ID(.column, "public.t.cafe\u{301}"), "")))
    }

    /// The names are in files and commands of users: they stay as they are.
    @Test func namesAreStable() {
        #expect(
            Hazard.Name.allCases.map(\.rawValue) == [
                "data-loss", "changes-rows", "irreversible", "rejects-rows", "rls-gone", "access-widened",
                "access-narrowed",
                "view-options-lost", "breaks-clients", "rewrite", "long-scan", "lock", "index-dropped",
                "extension-changed",
            ])
    }

    @Test func comesBackFromJSON() throws {
        let hazard = Hazard(
            .lock, Fact.ID(.index, "public.i"), "m", question: Question("select 1", .bytes), isAnsweredOnline: true)
        let data = try JSONEncoder().encode([hazard, notes])
        #expect(try JSONDecoder().decode([Hazard].self, from: data) == [hazard, notes])
    }

    @Test func aPlanSaysWhatIsNotAllowed() throws {
        let old = Catalog([
            Fact(.table, "public.todos", [.schema: "public"]), Fact(.table, "public.lists", [.schema: "public"]),
        ])
        let plan = try SchemaPlan(from: old, to: .empty)
        let approvals = ["data-loss:todos", "breaks-clients"].compactMap(Approval.init)
        #expect(plan.hazards.count == 4)
        #expect(plan.hazards(notAllowedBy: approvals).map(\.key) == ["data-loss:lists"])
    }
}
