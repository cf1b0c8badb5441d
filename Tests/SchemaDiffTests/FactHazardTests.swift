import Catalog
import SchemaDiff
import Testing

/// What needs a superuser, another server or another version of PostgreSQL to be made; the facts are written by hand.
@Suite struct FactHazardTests {
    private let table = Fact(.table, "public.t", [.schema: "public"])

    private func keys(_ old: [Fact], _ new: [Fact]) throws -> [String] {
        try SchemaPlan(from: Catalog(old), to: Catalog(new)).hazards.map(\.key)
    }

    private func table(_ properties: [Fact.Property: String]) -> Fact {
        Fact(.table, "public.t", properties.merging([.schema: "public"]) { first, _ in first })
    }

    private func part(_ kind: Fact.Kind, _ name: String, _ properties: [Fact.Property: String]) -> Fact {
        Fact(
            kind, name, properties.merging([.table: "public.t", .schema: "public"]) { first, _ in first },
            parent: table.id, dependencies: [table.id])
    }

    @Test(arguments: [Fact.Property.accessMethod, .tablespace])
    func movingATableRewritesIt(property: Fact.Property) throws {
        #expect(try keys([table], [table([property: "other"])]) == ["rewrite:t"])
        #expect(try keys([table], [table([.options: "fillfactor='70'"])]) == [])
    }

    @Test func anOwnerMayDoAnything() throws {
        #expect(try keys([table], [table([.owner: "somebody"])]) == ["access-widened:t", "access-narrowed:t"])
    }

    @Test func nothingOfAForeignTableIsHere() throws {
        let foreign = table([.server: "elsewhere"])
        let column = part(.column, "public.t.a", [.column: "a", .type: "bigint"])
        #expect(try keys([foreign, column], []) == ["breaks-clients:t"])
        let narrower = part(.column, "public.t.a", [.column: "a", .type: "integer"])
        #expect(try keys([foreign, column], [foreign, narrower]) == ["breaks-clients:t.a"])
    }

    /// PostgreSQL 18 can note a constraint without holding anything against it.
    @Test func whatIsNotEnforcedStopsNobody() throws {
        let check = part(
            .constraint, "c on public.t",
            [.column: "c", .constraintType: "check", .validated: "true", .definition: "CHECK ((a > 0)) NOT ENFORCED"])
        #expect(try keys([table], [table, check]) == [])
    }

    @Test func aVirtualColumnIsNowhereWritten() throws {
        let virtual = part(.column, "public.t.a", [.column: "a", .type: "integer", .generated: "(1)"])
        #expect(try keys([table], [table, virtual]) == [])
        let stored = part(.column, "public.t.a", [.column: "a", .type: "integer", .generated: "(1) stored"])
        #expect(try keys([table], [table, stored]) == ["rewrite:t.a"])
    }

    /// The table of such a policy is the platform's, and its row level security is always on.
    @Test func policiesOfThePlatformCount() throws {
        let policy = Fact(
            .policy, "everybody on storage.objects",
            [.table: "storage.objects", .column: "everybody", .command: "select", .roles: "anon", .using: "true"])
        #expect(try keys([], [policy]) == ["access-widened:everybody on storage.objects"])
        #expect(try keys([policy], []) == ["access-narrowed:everybody on storage.objects"])
    }

    /// Without an expression, a permissive policy lets no row pass.
    @Test func aPolicyWithoutAnExpressionGivesNothing() throws {
        func policy(_ using: String?) -> Fact {
            var properties: [Fact.Property: String] = [
                .table: "storage.objects", .column: "p", .command: "select", .roles: "public",
            ]
            properties[.using] = using
            return Fact(.policy, "p on storage.objects", properties)
        }
        #expect(try keys([policy("a > 1")], [policy(nil)]) == ["access-narrowed:p on storage.objects"])
        #expect(try keys([policy(nil)], [policy("a > 1")]) == ["access-widened:p on storage.objects"])
    }

    /// A fact without privileges says that everybody's built-in ones are revoked.
    @Test func revokedDefaultsAreFacts() throws {
        let revoked = Fact(
            .defaultPrivilege, "for current_user on functions to public",
            [.role: "current_user", .objects: "functions", .grantee: "public"])
        #expect(try keys([], [revoked]) == ["access-narrowed:for current_user on functions to public"])
        #expect(try keys([revoked], []) == ["access-widened:for current_user on functions to public"])
    }

    @Test func anotherVersionOfAnExtension() throws {
        func hstore(_ version: String?) -> Fact {
            Fact(.extension, "hstore", [.schema: "public"].merging(version.map { [.version: $0] } ?? [:]) { $1 })
        }
        #expect(try keys([hstore("1.7")], [hstore(nil)]) == ["extension-changed:hstore"])
        #expect(try keys([], [hstore(nil)]) == [])
    }
}
