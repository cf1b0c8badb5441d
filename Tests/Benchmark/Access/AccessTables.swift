/// An application with a table of 1,000,000 rows for each form of policy: 10,000 accounts that own 100 rows each, 1,000
/// teams with 1,000 rows each, 50,000 memberships, 50,000 documents with 20 comments each.
enum AccessTables {
    static let specification = #"""
        {"berry": 1, "name": "bench", "target": "postgres", "roles": ["admin"],
         "defaults": {"id": "bigint", "timestamps": false},
         "entities": [
           {"name": "Team", "members": "TeamMember", "fields": [\#(title)],
            "access": [{"who": {"memberOf": "self"}, "can": ["read"]}]},
           {"name": "TeamMember", "fields": [{"name": "role", "type": "enum", "values": ["admin", "member"],
             "required": true}], "relations": [\#(belongs("team", "Team")), \#(belongs("user", "User"))],
            "access": [{"who": {"memberOf": "team"}, "can": ["read"]}]},
           {"name": "Project", "fields": [\#(title), {"name": "isArchived", "type": "boolean", "required": true}],
            "relations": [\#(belongs("team", "Team"))],
            "access": [{"who": {"memberOf": "team"}, "can": ["read", "update"]}]},
           {"name": "Document", "fields": [\#(title)], "relations": [\#(belongs("owner", "User"))],
            "access": [\#(all("\"owner\"")), {"who": {"listedIn": "DocumentShare"}, "can": ["read"]}]},
           {"name": "DocumentShare", "relations": [\#(belongs("document", "Document")), \#(belongs("user", "User"))],
            "access": [{"who": {"account": "user"}, "can": ["read"]}]},
           {"name": "Article", "fields": [\#(title), {"name": "isPublished", "type": "boolean", "required": true}], "relations": [\#(belongs("author", "User"))],
            "access": [{"who": "anyone", "can": ["read"], "when": {"field": "isPublished", "is": true}}, \#(all("\"owner\""))]},
           \#(entity("Own", ["owner"], all("\"owner\""))),
           \#(entity("ByTeam", ["team"], all(member("team")))),
           \#(entity("ByRole", ["team"], all(#"{"memberOf": "team", "role": ["admin"]}"#))),
           \#(entity("Either", ["owner", "team"], all("\"owner\"") + ", " + all(member("team")))),
           \#(entity("Both", ["owner", "team"], all(#"{"all": ["owner", {"memberOf": "team"}]}"#))),
           \#(entity("ByPath", ["document"], all(#"{"account": "document.owner"}"#))),
           \#(entity("InProject", ["project"], all(member("project.team")))),
           \#(entity("Unarchived", ["project"], grant(member("project.team"), #", "when": {"field": "project.isArchived", "is": false}"#))),
           \#(entity("Comment", ["document"], all(#"{"through": "document"}"#))),
           \#(entity("Remark", ["article", "owner"], all(#"{"through": "article"}"#))),
           \#(entity("Draft", ["owner"], grant("\"anyone\"", #", "when": {"field": "isDone", "is": true}"#, can: #""read""#) + ", " + all("\"owner\""))),
           \#(entity("Pending", ["owner"], grant("\"owner\"", #", "when": {"any": [{"field": "isDone", "is": false}, {"field": "title", "isNull": true}]}"#))),
           \#(entity("Overridden", ["owner"], all("\"owner\"") + ", " + all(#"{"role": "admin"}"#)))
         ]}
        """#

    private static let title = #"{"name": "title", "type": "text"}"#

    private static func belongs(_ name: String, _ entity: String) -> String {
        #"{"name": "\#(name)", "kind": "belongsTo", "entity": "\#(entity)", "required": true}"#
    }

    private static func member(_ path: String) -> String { #"{"memberOf": "\#(path)"}"# }

    private static func all(_ who: String) -> String { grant(who, "") }

    private static func grant(
        _ who: String, _ rest: String, can: String = #""read", "create", "update", "delete""#
    ) -> String {
        #"{"who": \#(who), "can": [\#(can)]\#(rest)}"#
    }

    private static func entity(_ name: String, _ parents: [String], _ access: String) -> String {
        let entities = [
            "owner": "User", "team": "Team", "document": "Document", "project": "Project", "article": "Article",
        ]
        let relations = parents.map { belongs($0, entities[$0] ?? "") }.joined(separator: ", ")
        return #"""
            {"name": "\#(name)", "fields": [\#(title), {"name": "isDone", "type": "boolean", "required": true}],
             "relations": [\#(relations)], "access": [\#(access)]}
            """#
    }

    // MARK: Rows

    private static func account(_ number: String) -> String {
        "('00000000-0000-4000-8000-' || lpad(to_hex(\(number)), 12, '0'))::uuid"
    }

    /// Foreign keys are left out: what they cost is the same for everybody, and they would have to be looked at
    /// 1,000,000 times.
    static let rows: [String] = {
        let keys = """
            do $$ declare statement text; begin
              for statement in select format('alter table %s drop constraint %I', conrelid::regclass, conname)
                from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
              loop execute statement; end loop;
            end $$
            """
        func fill(_ table: String, _ columns: [(name: String, value: String)], rows: Int = 1_000_000) -> String {
            """
            insert into public.\(table) (\(columns.map(\.name).joined(separator: ", ")))
            select \(columns.map(\.value).joined(separator: ", ")) from generate_series(1, \(rows)) as n
            """
        }
        let title = ("title", "'row ' || n")
        // Of each account's and team's rows, one in ten is done.
        let done = ("is_done", "n % 10 = (n / 10000) % 10")
        let owner = ("owner_id", account("1 + n % 10000"))
        let team = ("team_id", "1 + n % 1000")
        let document = ("document_id", "1 + n % 50000")
        let project = ("project_id", "1 + n % 5000")
        return [
            keys, fill("teams", [title], rows: 1_000),
            // Each account is in five teams, an admin in one of them.
            fill(
                "team_members",
                [
                    ("team_id", "1 + (n % 10000 + n / 10000 * 200) % 1000"), ("user_id", account("1 + n % 10000")),
                    ("role", "case n / 10000 when 0 then 'admin' else 'member' end"),
                ], rows: 49_999),
            fill("projects", [title, ("is_archived", "n % 7 = 0"), team], rows: 5_000),
            fill("documents", [title, owner], rows: 50_000),
            fill(
                "document_shares",
                [("document_id", "1 + (n * 7) % 50000"), ("user_id", account("1 + n % 10000"))], rows: 50_000),
            fill(
                "articles", [title, ("is_published", "n % 10 <> 0"), ("author_id", account("1 + n % 10000"))],
                rows: 50_000),
            fill("owns", [title, done, owner]), fill("by_teams", [title, done, team]),
            fill("by_roles", [title, done, team]), fill("eithers", [title, done, owner, team]),
            fill("boths", [title, done, owner, team]), fill("by_paths", [title, done, document]),
            fill("in_projects", [title, done, project]), fill("unarchiveds", [title, done, project]),
            fill("comments", [title, done, document]),
            fill("remarks", [title, done, ("article_id", "1 + n % 50000"), owner]),
            fill("drafts", [title, done, owner]),
            fill("pendings", [title, done, owner]), fill("overriddens", [title, done, owner]),
        ]
    }()

    /// Table, columns and values of rows that the caller may create.
    static let insertions: [(table: String, columns: String, values: String)] = [
        ("owns", "title, is_done, owner_id", "'new', false, '\(AccessCaller.account)'"),
        ("by_teams", "title, is_done, team_id", "'new', false, \(AccessCaller.team)"),
        (
            "eithers", "title, is_done, owner_id, team_id",
            "'new', false, '\(AccessCaller.account)', \(AccessCaller.team)"
        ),
        ("by_paths", "title, is_done, document_id", "'new', false, \(AccessCaller.document)"),
        ("in_projects", "title, is_done, project_id", "'new', false, \(AccessCaller.project)"),
        ("comments", "title, is_done, document_id", "'new', false, \(AccessCaller.document)"),
    ]

    /// Tables of which nobody who isn't signed in reads anything.
    static let closedTables = [
        "owns", "by_teams", "by_roles", "eithers", "boths", "by_paths", "in_projects", "unarchiveds", "comments",
        "pendings", "overriddens",
    ]
}
