internal import Catalog
internal import Naming
internal import Schema
internal import SchemaDiff

extension Migration {
    public static let baselineName = "baseline"

    /// The migration that makes in an empty database what a plan leads to, in one transaction. Nothing leads back: what
    /// it makes was there before berry was, or is the work of many migrations.
    ///
    /// - Parameters:
    ///   - about: lines for its head.
    ///   - catalog: what it makes; its roles have to be there before.
    ///   - beginning: what no catalog shows, and runs before everything else.
    init(
        baseline version: String, name: String, about: [String], _ plan: SchemaPlan, to catalog: Catalog,
        after beginning: String? = nil
    ) {
        let lines = about.map { "-- \($0)" } + ["-- Runs in one transaction."]
        let first = [Self.roles(of: catalog), beginning].compactMap(\.self).joined(separator: "\n")
        self.init(
            version: version, name: name,
            up: MigrationText.text(lines, plan.steps, after: first.isEmpty ? nil : first), down: nil)
    }

    /// Roles belong to the whole server, so another database may have made them. Who gives something to a role has to be
    /// one of its members.
    private static func roles(of catalog: Catalog) -> String? {
        let owners = Set(catalog.facts.compactMap { $0[.owner] })
        let statements = catalog.roles.map { role -> String in
            let isAPI = APIRole.all.contains(role)
            let name = quotedIdentifier(role)
            let literal = "'\(role.replacing("'", with: "''"))'"
            let creation = isAPI ? Platform.creation(of: role) : "create role \(name) nologin;"
            let membership =
                owners.contains(name) || owners.contains(role)
                ? """

                  if not pg_has_role(\(literal), 'member') then
                    grant \(name) to current_user;
                  end if;
                """ : ""
            return """
                  if not exists (select from pg_roles where rolname = \(literal)) then
                    \(creation)
                  end if;\(membership)

                """
        }
        return statements.isEmpty ? nil : "do $$\nbegin\n\(statements.joined())end\n$$;\n"
    }
}
