/// Who reads.
enum AccessCaller {
    case user, admin

    /// The account, one of its teams, a project of that one, and a document of its own.
    static let account = "00000000-0000-4000-8000-0000000000ff"
    static let team = 255
    static let project = 254
    static let document = 254

    /// Puts the rest of a transaction under the caller's rights.
    var statements: String {
        let metadata = self == .admin ? #","app_metadata":{"role":"admin"}"# : ""
        return """
            select set_config('request.jwt.claims', '{"sub":"\(Self.account)","role":"authenticated"\(metadata)}', true);
            set local role authenticated
            """
    }
}

/// One query, and the same rows asked for without policies.
struct AccessReading {
    var name: String
    var table: String
    var query: String
    var baseline: String
    var caller = AccessCaller.user
    /// The ratio that it may cost; half a millisecond more is always allowed.
    var limit = 1.5
    /// Why it may cost more.
    var exception: String?

    private static let mine = "owner_id = '\(AccessCaller.account)'"
    private static let teams =
        "(select array_agg(team_id) from public.team_members where user_id = '\(AccessCaller.account)')"
    private static let adminTeams =
        "(select array_agg(team_id) from public.team_members where user_id = '\(AccessCaller.account)' and role = 'admin')"
    private static let projects =
        "(select array_agg(id) from public.projects where team_id = any (\(teams)::bigint[]))"
    private static let openProjects =
        "(select array_agg(id) from public.projects where not is_archived and team_id = any (\(teams)::bigint[]))"
    private static let documents = "(select array_agg(id) from public.documents where \(mine))"
    private static let readable = """
        (select array_agg(id) from public.documents where \(mine)
          or id in (select document_id from public.document_shares where user_id = '\(AccessCaller.account)'))
        """

    private static let published =
        "select id from public.articles where is_published or author_id = '\(AccessCaller.account)'"

    private static func within(_ column: String, _ keys: String) -> String { "\(column) = any (\(keys)::bigint[])" }

    /// All that the caller may read, and the part that `filter` picks.
    private static func plainAndFiltered(
        _ form: String, _ table: String, _ rows: String, filter: String, plain: Double = 1.5, filtered: Double = 1.5
    ) -> [AccessReading] {
        [
            AccessReading(
                name: "\(form)", table: table, query: "select * from public.\(table)",
                baseline: "select * from public.\(table) where \(rows)", limit: plain),
            AccessReading(
                name: "\(form), filtered", table: table, query: "select * from public.\(table) where \(filter)",
                baseline: "select * from public.\(table) where \(filter) and \(rows)", limit: filtered),
        ]
    }

    static let all: [AccessReading] =
        plainAndFiltered("owner", "owns", mine, filter: mine)
        + plainAndFiltered(
            "owner under a condition", "pendings", "\(mine) and (not is_done or title is null)", filter: mine)
        + plainAndFiltered("owner, or published", "drafts", "(is_done or \(mine))", filter: mine)
        + plainAndFiltered("team", "by_teams", within("team_id", teams), filter: "team_id = \(AccessCaller.team)")
        + plainAndFiltered(
            "team, with a role", "by_roles", within("team_id", adminTeams), filter: "team_id = \(AccessCaller.team)")
        + plainAndFiltered(
            "owner or team", "eithers", "(\(mine) or \(within("team_id", teams)))",
            filter: "team_id = \(AccessCaller.team)")
        + plainAndFiltered(
            "owner and team", "boths", "\(mine) and \(within("team_id", teams))",
            filter: "team_id = \(AccessCaller.team)")
        + plainAndFiltered(
            "account along a path", "by_paths", within("document_id", documents),
            filter: "document_id = \(AccessCaller.document)")
        + plainAndFiltered(
            "team of a parent", "in_projects", within("project_id", projects),
            filter: "project_id = \(AccessCaller.project)")
        + plainAndFiltered(
            "team of a parent under a condition", "unarchiveds", within("project_id", openProjects),
            filter: "project_id = \(AccessCaller.project)")
        + plainAndFiltered(
            "through a parent, shared or owned", "comments", within("document_id", readable),
            filter: "document_id = \(AccessCaller.document)", plain: 2, filtered: 2)
        + [
            AccessReading(
                name: "through a parent of which everybody reads most, filtered", table: "remarks",
                query: "select * from public.remarks where article_id = 255",
                baseline: "select * from public.remarks where article_id = 255", limit: 2,
                exception: "each parent is looked up, of the rows that the filter leaves"),
            AccessReading(
                name: "through a parent of which everybody reads most", table: "remarks",
                query: "select * from public.remarks",
                baseline: "select * from public.remarks where article_id in (\(published))",
                exception: "each parent is looked up"),
            AccessReading(
                name: "owner, an app-wide role overrides", table: "overriddens",
                query: "select * from public.overriddens", baseline: "select * from public.overriddens where \(mine)",
                exception: "all rows are looked at"),
            AccessReading(
                name: "owner, an app-wide role overrides, filtered", table: "overriddens",
                query: "select * from public.overriddens where \(mine)",
                baseline: "select * from public.overriddens where \(mine)"),
            AccessReading(
                name: "an app-wide role reads all", table: "overriddens", query: "select * from public.overriddens",
                baseline: "select * from public.overriddens", caller: .admin),
        ]
}
