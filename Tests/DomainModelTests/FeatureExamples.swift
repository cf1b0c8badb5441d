import Specification

/// One small specification for each feature of the language; `1️⃣` stands where a feature that isn't generated yet is
/// refused.
enum FeatureExamples {
    static let all: [Feature: String] = {
        var examples = generated.merging(refused) { first, _ in first }
        for type in FieldType.allCases {
            guard let feature = Feature(rawValue: type.rawValue) else { continue }
            let more: [FieldType: String] = [
                .enum: #", "values": ["a"]"#, .vector: #", "dimensions": 3"#, .custom: #", "sql": "varchar(5)""#,
            ]
            examples[feature] = fields(#"{"name": "x", "type": 1️⃣"\#(type.rawValue)"\#(more[type] ?? "")}"#)
        }
        return examples
    }()

    private static func fields(_ text: String) -> String { application(entity("A", #""fields": [\#(text)]"#)) }

    private static func related(_ text: String) -> String {
        application(entity("A", #""relations": [\#(text)]"#) + "," + entity("B"))
    }

    private static func access(_ text: String, head: String = "") -> String {
        application(
            #"""
            {"name": "A", "fields": [{"name": "state", "type": "text"}],
             "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true},
                           {"name": "b", "kind": "belongsTo", "entity": "B"}],
             "access": [\#(text)]},
            {"name": "B", "access": [{"who": "signedIn", "can": ["read"]}],
             "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]}
            """#, head: head)
    }

    private static let tenancy =
        #"{"name": "T"}, {"name": "M", "#
        + relations(#""t": "T""#, #""user": "User""#) + "}"

    /// Required relations, each written as `"name": "Entity"`.
    private static func relations(_ pairs: String...) -> String {
        let relations = pairs.map { pair in
            let parts = pair.split(separator: ":")
            return #"{"name": \#(parts[0]), "kind": "belongsTo", "entity":\#(parts[1]), "required": true}"#
        }
        return #""relations": [\#(relations.joined(separator: ", "))]"#
    }

    private static let generated: [Feature: String] = [
        .list: fields(#"{"name": "x", "type": "text", "list": true, "default": []}"#),
        .groups: application(entity("A"), head: #""groups": [{"name": "g", "entities": ["A"]}],"#),
        .unique: fields(#"{"name": "x", "type": "text", "unique": true}"#),
        .default: fields(#"{"name": "x", "type": "timestamp", "default": {"sql": "now()"}}"#),
        .indexed: fields(#"{"name": "x", "type": "text", "indexed": true}"#),
        .column: fields(#"{"name": "x", "type": "text", "column": "y"}"#),
        .table: application(entity("A", #""table": "letters""#)),
        .belongsTo: related(#"{"name": "x", "kind": "belongsTo", "entity": "B"}"#),
        .hasMany: related(#"{"name": "x", "kind": "hasMany", "entity": "B"}"#),
        .hasOne: related(#"{"name": "x", "kind": "hasOne", "entity": "B"}"#),
        .manyToMany: related(#"{"name": "x", "kind": "manyToMany", "entity": "B"}"#),
        .via: application(
            entity("A", #""relations": [{"name": "bs", "kind": "manyToMany", "entity": "B", "via": "C"}]"#) + ","
                + entity("B")
                + ","
                + entity(
                    "C",
                    #""relations": [{"name": "a", "kind": "belongsTo", "entity": "A"}, {"name": "b", "kind": "belongsTo", "entity": "B"}]"#
                )),
        .selfRelations: related(#"{"name": "x", "kind": "belongsTo", "entity": "A"}"#),
        .onDelete: related(#"{"name": "x", "kind": "belongsTo", "entity": "B", "onDelete": "setNull"}"#),
        .inverse: related(#"{"name": "x", "kind": "belongsTo", "entity": "B", "inverse": "as"}"#),
        .key: application(entity("A", #""key": ["x"], "fields": [{"name": "x", "type": "text"}]"#)),
        .id: application(entity("A", #""id": "bigint""#)),
        .account: application(entity("Profile", #""account": true"#)),
        .from: application(
            entity("User", #""fields": [{"name": "x", "type": "text", "required": true, "from": "metadata.x"}]"#)),
        .owner: application(
            entity(
                "A",
                #""owner": "writer", "relations": [{"name": "writer", "kind": "belongsTo", "entity": "User", "required": true}]"#
            )),
        .uniqueConstraints: application(
            entity(
                "A",
                #""unique": [["x"], {"fields": ["x"], "where": "x > 0"}], "fields": [{"name": "x", "type": "integer"}]"#
            )),
        .indexes: application(
            entity("A", #""indexes": [{"fields": ["-x"]}], "fields": [{"name": "x", "type": "integer"}]"#)),
        .checks: application(
            entity("A", #""checks": [{"sql": "x > 0"}], "fields": [{"name": "x", "type": "integer"}]"#)),
        .timestamps: application(entity("A", #""timestamps": false"#)),
        .order: application(entity("A", #""order": ["-createdAt"]"#)),
        .enums: application(
            entity("A", #""fields": [{"name": "x", "type": "enum", "enum": "E"}]"#),
            head: #""enums": [{"name": "E", "values": ["a"]}],"#),
        .checkedEnums: application(
            entity("A", #""fields": [{"name": "x", "type": "enum", "values": ["a"]}]"#),
            head: #""defaults": {"enumStorage": "check"},"#),
        .nativeEnums: application(
            entity("A", #""fields": [{"name": "x", "type": "enum", "values": ["a"]}]"#),
            head: #""defaults": {"enumStorage": "native"},"#),
        .roles: access(#"{"who": {"role": "admin"}, "can": ["read"]}"#, head: #""roles": ["admin"],"#),
        .roleGrants: access(#"{"who": {"role": ["x", "y"]}, "can": ["read"]}"#, head: #""roles": ["x", "y"],"#),
        .anyone: access(#"{"who": "anyone", "can": ["read"]}"#),
        .signedIn: access(#"{"who": "signedIn", "can": ["read", "create"]}"#),
        .service: access(#"{"who": "service", "can": ["delete"]}"#),
        .ownerGrants: access(#"{"who": "owner", "can": ["read", "update"]}"#),
        .accountGrants: access(#"{"who": {"account": "owner"}, "can": ["read"]}"#),
        .when: access(#"{"who": "anyone", "can": ["read"], "when": {"field": "state", "is": "open"}}"#),
        .becomes: access(
            #"{"who": "owner", "can": ["read", "update"], "becomes": {"field": "state", "isNot": "shut"}}"#),
        .grantFields: access(
            #"{"who": "owner", "can": ["read"]}, {"who": "owner", "can": ["update"], "fields": ["state"]}"#),
        .junctionRules: application(
            #"""
            {"name": "A", "access": [{"who": "signedIn", "can": ["read", "update"]}],
             "relations": [{"name": "bs", "kind": "manyToMany", "entity": "B"}]}, {"name": "B", "access": []}
            """#),
        .all: access(#"{"who": {"all": ["owner"]}, "can": ["read"]}"#),
        .dottedPaths: access(#"{"who": {"account": "b.owner"}, "can": ["read"]}"#),
        .any: access(#"{"who": "anyone", "can": ["read"], "when": {"any": [{"field": "state", "is": "x"}]}}"#),
        .tenancy: application(tenancy, head: #""tenancy": {"entity": "T", "membership": "M"},"#),
        .members: application(
            entity("A", #""members": "M""#) + ","
                + entity("M", relations(#""a": "A""#, #""user": "User""#))),
        .memberOf: application(
            tenancy + ","
                + #"{"name": "A", "access": [{"who": {"memberOf": "t"}, "can": ["read"]}], "#
                + relations(#""t": "T""#) + "}", head: #""tenancy": {"entity": "T", "membership": "M"},"#),
        .listedIn: application(
            #"{"name": "A", "access": [{"who": {"listedIn": "S"}, "can": ["read"]}]},"#
                + entity("S", relations(#""a": "A""#, #""user": "User""#))),
        .differingFields: access(
            #"{"who": "owner", "can": ["read"]}, {"who": "owner", "can": ["update"], "fields": ["state"]}, {"who": "signedIn", "can": ["read"]}, {"who": "signedIn", "can": ["update"], "fields": ["b"]}"#
        ),
        .roleHierarchy: application("", head: #""roles": [{"name": "a", "includes": ["b"]}, "b"],"#),
        .rolesFrom: application(
            entity("User", #""fields": [{"name": "x", "type": "text"}]"#),
            head: #""rolesFrom": {"entity": "User", "field": "x"},"#),
        .hidden: fields(#"{"name": "x", "type": "text", "hidden": true}"#),
        .appendOnly: application(entity("A", #""appendOnly": true"#)),
        .search: application(entity("A", #""search": ["x"], "fields": [{"name": "x", "type": "text"}]"#)),
        .arcs: related(#"{"name": "x", "kind": "belongsTo", "entities": ["A", "B"], "required": true}"#),
        .personal: fields(#"{"name": "x", "type": "text", "personal": true}"#),
        .include: application("", head: #""include": ["more.json"],"#),
        .history: application(entity("A", #""history": true"#)),
        .realtime:
            #"{"berry": 1, "name": "a", "target": "supabase", "entities": [\#(entity("A", #""realtime": true"#))]}"#,
        .softDelete: application(entity("A", #""softDelete": true"#)),
        .extensions: application("", head: #""extensions": ["pg_trgm"],"#),
        .noOverlap: application(
            entity(
                "A",
                #""noOverlap": [{"from": "x", "to": "y"}], "fields": [{"name": "x", "type": "date"}, {"name": "y", "type": "date"}]"#
            )),
        .queries: application("", head: #""queries": [{"name": "q", "sql": "select 1 as one"}],"#),
        .views: application("", head: #""views": [{"name": "v", "sql": "select 1::int as one"}],"#),
        .generated: fields(#"{"name": "y", "type": "text"}, {"name": "x", "type": "text", "generated": "lower(y)"}"#),
        .deferrable: related(#"{"name": "x", "kind": "belongsTo", "entity": "B", "deferrable": true}"#),
        .require: access(#"{"who": "owner", "can": ["read"]}, {"require": {"mfa": true}}"#),
        .anonymousAccounts: application("", head: #""anonymousAccounts": true,"#),
        .through: access(#"{"who": {"through": "b"}, "can": ["read"]}"#),
        .supabase: #"{"berry": 1, "name": "a", "target": "supabase", "entities": []}"#,
        .postgres: #"{"berry": 1, "name": "a", "target": "postgres", "entities": []}"#,
    ]

    private static let refused: [Feature: String] = [
        .renamedFrom: fields(#"{"name": "x", "type": "text", 1️⃣"renamedFrom": "y"}"#),
        .backfill: fields(#"{"name": "x", "type": "text", 1️⃣"backfill": "y"}"#),
        .removedValues: fields(
            #"{"name": "x", "type": "enum", "values": ["a"], 1️⃣"removed": [{"value": "b", "becomes": "a"}]}"#),
        .sql: application("", head: #"1️⃣"sql": ["a.sql"],"#),
        .invitations: application(
            tenancy, head: #""tenancy": {"entity": "T", "membership": "M"}, "modules": [1️⃣"invitations"],"#),
        .shareLinks: application(
            #"{"name": "A", \#(relations(#""owner": "User""#))}"#, head: #""modules": [1️⃣"shareLinks"],"#),
        .auditLog: application("", head: #""modules": [1️⃣"auditLog"],"#),
        .jobQueue: application("", head: #""modules": [1️⃣"jobQueue"],"#),
        .idempotencyKeys: application("", head: #""modules": [1️⃣"idempotencyKeys"],"#),
        .partitionBy: application(entity("A", #"1️⃣"partitionBy": {"field": "createdAt", "every": "month"}"#)),
        .materialized: application(
            "", head: #""views": [{"name": "v", "sql": "select 1::int as one", 1️⃣"materialized": true}],"#),
        .schema: application(entity("A", #"1️⃣"schema": "private""#)),
    ]
}
