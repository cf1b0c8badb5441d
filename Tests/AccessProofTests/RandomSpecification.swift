import AccessProof

/// A specification whose grants are chosen by chance from every form there is.
struct RandomSpecification {
    private var random: SeededChoice
    /// How often each form of `who`, `when` and `fields` occurs.
    private(set) var forms: [String: Int] = [:]
    private(set) var json = ""

    init(seed: Int) {
        random = SeededChoice(seed: seed)
        let hasTenancy = random.chance(50)
        let tenancy =
            hasTenancy ? #""tenancy": {"entity": "Team", "membership": "Member", "roles": ["owner", "member"]},"# : ""
        let team = hasTenancy ? #", {"name": "team", "kind": "belongsTo", "entity": "Team", "required": true}"# : ""
        let teams =
            hasTenancy
            ? #"""
            {"name": "Team", "timestamps": false, "fields": [{"name": "name", "type": "text"}]},
            {"name": "Member", "timestamps": false,
             "fields": [{"name": "role", "type": "enum", "values": ["owner", "member"], "required": true}],
             "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": true},
                           {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}]},
            """# : ""
        let folder = grants(
            whos: Self.anybody + ["\"owner\""] + Self.lists + (hasTenancy ? Self.members("team") : []),
            whens: Self.own, fields: ["isOpen", "state", "size"], owner: "\"owner\"")
        let file = grants(
            whos: Self.anybody + Self.ways("folder") + [#"{"account": "author"}"#, #"{"account": "folder.owner"}"#]
                + [#"{"memberOf": "folder"}"#, #"{"memberOf": "folder", "role": "edit"}"#]
                + (hasTenancy ? Self.members("folder.team") : []),
            whens: Self.own + Self.other("folder"), fields: ["isOpen", "state", "folder"],
            owner: #"{"account": "author"}"#)
        let line = grants(
            whos: Self.anybody + Self.ways("file")
                + [#"{"account": "editor"}"#, #"{"account": "file.author"}"#, #"{"account": "file.folder.owner"}"#]
                + [#"{"memberOf": "file.folder", "role": ["view", "edit"]}"#],
            whens: Self.own + Self.other("file") + Self.other("file.folder"), fields: ["isOpen", "size", "editor"],
            owner: #"{"account": "editor"}"#)
        let fields = #"""
            "timestamps": false, "fields": [{"name": "isOpen", "type": "boolean"}, {"name": "size", "type": "integer"},
              {"name": "state", "type": "enum", "values": ["a", "b", "c"]}]
            """#
        // What everybody may read can't be shared.
        let isShared = !folder.contains("anyone") && random.chance(60)
        if isShared { note("shareLinks") }
        var softDeletion: [String] = []
        for _ in 0..<4 {
            let isSoft = random.chance(25)
            softDeletion.append(isSoft ? #""softDelete": true,"# : "")
            if isSoft { note("softDelete") }
        }
        let keepsVersions = random.chance(25)
        if keepsVersions { note("history") }
        json = #"""
            {"berry": 1, "name": "chance", "target": "postgres", \#(tenancy)
             \#(isShared ? #""modules": ["shareLinks"],"# : "")
             "roles": [{"name": "admin", "includes": ["editor"]}, "editor"],
             "anonymousAccounts": \#(random.chance(30)), "entities": [\#(teams)
             {"name": "Folder", \#(softDeletion[0]) \#(fields), "members": "Share",
              "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}\#(team)],
              "access": [\#(folder)]},
             {"name": "Share", \#(softDeletion[1]) "timestamps": false,
              "fields": [{"name": "role", "type": "enum", "values": ["view", "edit"], "required": true}],
              "relations": [{"name": "folder", "kind": "belongsTo", "entity": "Folder", "required": true},
                            {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}],
              "access": [{"who": {"account": "folder.owner"}, "can": ["read", "create", "update", "delete"]},
                         {"who": {"account": "user"}, "can": ["read", "delete"]}]},
             {"name": "File", \#(keepsVersions ? #""history": true,"# : "") \#(softDeletion[2]) \#(fields),
              "relations": [{"name": "folder", "kind": "belongsTo", "entity": "Folder", "required": true},
                            {"name": "author", "kind": "belongsTo", "entity": "User"},
                            {"name": "folders", "kind": "manyToMany", "entity": "Folder"}],
              "access": [\#(file)]},
             {"name": "Line", \#(softDeletion[3]) \#(fields),
              "relations": [{"name": "file", "kind": "belongsTo", "entity": "File"},
                            {"name": "editor", "kind": "belongsTo", "entity": "User"}],
              "access": [\#(line)]}]}
            """#
    }

    private static let anybody = [
        "\"anyone\"", "\"signedIn\"", #"{"role": "editor"}"#, #"{"role": ["admin"]}"#,
    ]
    private static let lists = [
        #"{"listedIn": "Share"}"#, #"{"listedIn": "Share", "permission": "edit"}"#, #"{"memberOf": "self"}"#,
    ]
    private static func members(_ path: String) -> [String] {
        [#"{"memberOf": "\#(path)"}"#, #"{"memberOf": "\#(path)", "role": "owner"}"#]
    }
    private static func ways(_ relation: String) -> [String] {
        [#"{"through": "\#(relation)"}"#]
            + ["read", "update", "delete"].map {
                #"{"through": "\#(relation)", "right": "\#($0)"}"#
            }
    }
    private static let own = [
        #"{"field": "isOpen", "is": true}"#, #"{"field": "state", "isNot": "a"}"#,
        #"{"field": "state", "in": ["a", "b"]}"#,
        #"{"field": "size", "atLeast": 3}"#, #"{"field": "size", "atMost": 3}"#, #"{"field": "size", "isNull": false}"#,
    ]
    private static func other(_ path: String) -> [String] {
        [
            #"{"field": "\#(path).isOpen", "is": true}"#, #"{"field": "\#(path).state", "isNot": "b"}"#,
            #"{"field": "\#(path).size", "isNull": true}"#,
        ]
    }

    private mutating func note(_ form: String) { forms[form, default: 0] += 1 }

    private mutating func grants(whos: [String], whens: [String], fields: [String], owner: String) -> String {
        // Somebody always has each right, so that no way leads nowhere.
        var grants = [#"{"who": \#(owner), "can": ["read", "create", "update", "delete"]}"#]
        for _ in 0..<(3 + random.number(below: 4)) {
            var who = random.pick(whos) ?? owner
            if random.chance(25), let other = random.pick(whos) {
                who = #"{"all": [\#(who), \#(other)]}"#
                note("all")
            }
            for word in ["anyone", "signedIn", "owner", "role", "account", "memberOf", "through", "listedIn"]
            where who.contains("\"\(word)\"") {
                note(word)
            }
            let hasFields = random.chance(25)
            let can = random.some(1 + random.number(below: 3), of: hasFields ? ["create", "update"] : Self.operations)
            var grant = #"{"who": \#(who), "can": [\#(can.map { "\"\($0)\"" }.joined(separator: ", "))]"#
            if random.chance(40) { grant += #", "when": \#(condition(whens))"# }
            if random.chance(20), can.contains("update") || can.contains("create") {
                grant += #", "becomes": \#(condition(whens))"#
                note("becomes")
            }
            if hasFields {
                let named = random.some(1 + random.number(below: 2), of: fields)
                grant += #", "fields": [\#(named.map { "\"\($0)\"" }.joined(separator: ", "))]"#
                note("fields")
            }
            grants.append(grant + "}")
        }
        return grants.joined(separator: ", ")
    }

    private static let operations = ["read", "create", "update", "delete"]

    private mutating func condition(_ whens: [String]) -> String {
        var parts = random.some(1 + random.number(below: 2), of: whens)
        if random.chance(30) {
            parts.append(#"{"any": [\#(random.some(2, of: whens).joined(separator: ", "))]}"#)
            note("any")
        }
        note("when")
        if parts.contains(where: { $0.contains(".") }) { note("dotted when") }
        return "[\(parts.joined(separator: ", "))]"
    }
}
