import DomainModel
import MarkedSources
import Specification
import Testing

/// Hidden fields, rows that only come, second factors, and roles.
struct LimitTests {
    private static func item(_ rest: String, head: String = "") -> String {
        application(
            #"""
            {"name": "Item", "fields": [{"name": "x", "type": "text"}, {"name": "secret", "type": "text", "hidden": true}],
             "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]\#(rest)}
            """#, head: head)
    }

    @Test func hiddenFieldsAreNobodys() throws {
        let item = try model(Self.item("")).entities[0]
        #expect(item.attributes.map(\.isHidden) == [false, true])
        #expect(item.columns(of: item.rules[0], for: .create) == ["id", "x", "owner_id"])
        #expect(item.columns(of: item.rules[0], for: .update) == ["x"])
        expect(
            Self.item(#", "access": [{"who": "owner", "can": ["create"], "fields": ["owner", 1️⃣"secret"]}]"#),
            .at(1, "hidden-field"))
        expect(Self.item(#", "order": [1️⃣"-secret"]"#), .at(1, "hidden-order"))
        expect(
            application(
                entity("A", #""key": ["x"], "fields": [{"name": "x", "type": "text", 1️⃣"hidden": true}]"#)),
            .at(1, "hidden-key"))
        expect(
            application(
                entity("A", #""key": ["x"], "fields": [{"name": "x", "type": "text", 1️⃣"personal": true}]"#)),
            .at(1, "personal-key", "the key", fix: "id"))
        expect(
            application(
                #"""
                {"name": "A", "fields": [{"name": "x", "type": "text", "required": true, "hidden": true}],
                 "access": [{"who": "signedIn", "can": 1️⃣["create"]}]}
                """#), .at(1, "impossible-create", "hidden"))
    }

    @Test func rowsThatOnlyCome() throws {
        let item = try model(Self.item(#", "appendOnly": true"#)).entities[0]
        #expect(item.rules.map(\.can) == [[.read, .create]] && item.references[0].onDelete == .restrict)
        expect(
            Self.item(#", "appendOnly": true, "access": [{"who": "owner", "can": ["read", 1️⃣"delete"]}]"#),
            .at(1, "append-only-change"))
        expect(
            application(
                entity(
                    "A",
                    #""appendOnly": true, "relations": [{"name": "b", "kind": "belongsTo", "entity": "A", "onDelete": 1️⃣"setNull"}]"#
                )), .at(1, "append-only-delete"))
        expect(application(entity("User", #"1️⃣"appendOnly": true"#)), .at(1, "append-only-account"))
    }

    @Test func aSecondFactorIsAFloor() throws {
        let item = try model(
            Self.item(#", "access": [{"who": "owner", "can": ["read"]}, {"require": {"mfa": true}}]"#)
        ).entities[0]
        #expect(item.requiresSecondFactor && item.rules.count == 1)
    }

    @Test func rolesIncludeRoles() throws {
        let model = try model(
            Self.item("", head: #""roles": ["reader", {"name": "editor", "includes": ["reader"]}],"#))
        #expect(model.includedRoles == [.init("editor", includes: ["reader"])])
        expect(
            Self.item("", head: #""roles": [{"name": "editor", "includes": [1️⃣"redr"]}, "reader"],"#),
            .at(1, "unknown-role"))
        expect(
            Self.item(
                "", head: #""roles": [{"name": "a", "includes": 1️⃣["b"]}, {"name": "b", "includes": ["a"]}],"#),
            .at(1, "role-cycle"))
    }

    private static func roles(_ field: String, entity: String = "Person", access: String = "", more: String = "")
        -> String
    {
        application(
            #"""
            {"name": "Person", "fields": [{"name": "role", "type": "enum", "values": ["admin"]}, {"name": "age", "type": "integer"}],
             "relations": [{"name": "user", "kind": "belongsTo", "entity": "User", "required": true\#(more)}]\#(access)}
            """#, head: #""rolesFrom": {"entity": 1️⃣"\#(entity)", "field": 2️⃣"\#(field)"},"#)
    }

    @Test func rolesComeFromATable() throws {
        let model = try model(
            Self.roles("role", more: #", "unique": true"#).split { "1️⃣2️⃣".contains($0) }.joined())
        #expect(model.roleSource == .init("Person", account: "user_id", column: "role", isList: false))
        #expect(model.roles == ["admin"] && model.entities[0].protectedColumns.contains("role"))
        expect(Self.roles("role"), .at(1, "roles-without-account"))
        expect(Self.roles("rol", more: #", "unique": true"#), .at(2, "unknown-field"))
        expect(Self.roles("age", more: #", "unique": true"#), .at(2, "role-field-type"))
        expect(Self.roles("role", entity: "Persn", more: #", "unique": true"#), .at(1, "unknown-entity"))
        expect(
            Self.roles(
                "role",
                access:
                    #", "access": [{"who": "owner", "can": ["read"]}, {"who": "owner", "can": ["update"], "fields": 3️⃣["role"]}]"#,
                more: #", "unique": true"#), .at(3, "self-promotion"))
    }

    @Test func fieldsDifferWhereTheirValuesShow() {
        expect(
            application(
                #"""
                {"name": "A", "fields": [{"name": "x", "type": "text"}, {"name": "at", "type": "timestamp", "default": {"sql": "now()"}}],
                 "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
                 "access": [{"who": "owner", "can": ["create"], "fields": 1️⃣["x", "owner"]}, {"who": "signedIn", "can": ["create"]}]}
                """#), .at(1, "fields-cannot-differ", "'at'"))
    }
}
