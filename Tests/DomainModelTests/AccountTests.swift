import DomainModel
import MarkedSources
import Specification
import Testing

/// Accounts, owners and rules.
struct AccountTests {
    @Test func takesUserForTheProfileOfAnAccount() throws {
        let model = try model(
            application(
                #"""
                {"name": "User", "fields": [{"name": "email", "type": "email", "required": true, "from": "auth.email"},
                                            {"name": "nick", "type": "text", "required": true, "from": "metadata.nick"}]},
                {"name": "Note", "relations": [{"name": "author", "kind": "belongsTo", "entity": "User", "required": true}]}
                """#))
        let (user, note) = (model.entities[0], model.entities[1])
        #expect(user.key == .account && user.owner == .itself)
        #expect(user.attributes.map(\.signUpSource) == [.email, .metadata("nick")])
        #expect(note.owner == .reference("author"))
        #expect(note.references[0].onDelete == .cascade)
        #expect(note.references[0].defaultValue == .caller)
        #expect(
            note.rules == [
                .init(.account(.init(name: "author", column: "author_id", isOwner: true)), can: Operation.allCases)
            ])
    }

    @Test func pointsAtAccountsWhereNoUserIs() throws {
        let model = try model(
            application(
                entity(
                    "Note",
                    #""relations": [{"name": "user", "kind": "belongsTo", "entity": "User", "required": true, "onDelete": "restrict"}]"#
                )))
        #expect(model.entities[0].references[0].target == .account)
        #expect(model.entities[0].references[0].onDelete == .restrict)
        // Nobody may create a note, so there is no caller to default to.
        #expect(model.entities[0].references[0].defaultValue == nil)
    }

    @Test func takesNoOwnerFromAnOrdinaryUser() throws {
        let model = try model(
            application(
                entity("User", #""account": false"#) + ","
                    + entity("Note", #""relations": [{"name": "user", "kind": "belongsTo", "entity": "User"}]"#)))
        #expect(model.entities.map(\.owner) == [nil, nil])
        #expect(model.entities[0].key == .id(.uuid))
    }

    @Test func refusesAccountsThatCannotBe() {
        expect(
            application(
                #"""
                {"name": "User", "access": [], 1️⃣"id": "bigint", 2️⃣"softDelete": true, 3️⃣"owner": "x",
                 "fields": [{"name": 4️⃣"name", "type": "text", "required": true}, {"name": "age", "type": "integer", "from": 5️⃣"metadata.age"},
                            {"name": "b", "type": "text", "from": 6️⃣"elsewhere"}]},
                {"name": 7️⃣"Profile", "account": true, "access": []},
                {"name": "Note", "access": [], "fields": [{"name": "a", "type": "text", "from": 8️⃣"auth.email"}]}
                """#), .at(1, "account-key"), .at(2, "account-soft-delete"),
            .at(3, "owner-of-account"), .at(4, "no-sign-up-source", fix: "metadata.name"), .at(5, "from-type"),
            .at(6, "invalid-name"), .at(7, "two-account-entities"), .at(8, "from-outside-account"))
    }

    @Test func refusesOwnersThatAreNone() {
        expect(
            application(
                #"""
                {"name": 1️⃣"A", "access": [{"who": "owner", "can": ["read"]}],
                 "relations": [{"name": "author", "kind": "belongsTo", "entity": "User", "required": true}, {"name": "owner", "kind": "belongsTo", "entity": "User"}]},
                {"name": "B", "owner": 2️⃣"writr", "access": [{"who": "owner", "can": ["read"]}], "relations": [{"name": "writer", "kind": "belongsTo", "entity": "User"}]},
                {"name": "C", "access": [{"who": 3️⃣"owner", "can": ["read"]}]},
                {"name": 4️⃣"D"},
                {"name": "E", "access": [], "relations": [{"name": 5️⃣"user", "kind": "belongsTo", "entity": "User"}]}
                """#), .at(1, "ambiguous-owner", "author and owner"), .at(2, "unknown-owner", fix: "'writer'"),
            .at(3, "no-owner"), .at(4, "nobody-has-access"), .at(5, "optional-owner", fix: "required"))
    }

    @Test func refusesGrantsWithoutSense() {
        expect(
            application(
                #"""
                {"name": "A", "fields": [{"name": "x", "type": "text"}],
                 "relations": [{"name": "user", "kind": "belongsTo", "entity": "User", "required": true}, {"name": "a", "kind": "belongsTo", "entity": "A"}],
                 "access": [
                   {"who": "anyone", "can": 1️⃣[]}, {"who": "anyone", "can": 2️⃣["read", "read"]},
                   {"who": {"role": 3️⃣"admn"}, "can": ["read"]}, {"who": {"account": 4️⃣"a"}, "can": ["read"]},
                   {"who": {"account": 5️⃣"usr"}, "can": ["read"]}, {"who": "anyone", "can": ["read"], 6️⃣"fields": ["x"]},
                   {"who": "service", "can": ["update"], "fields": [7️⃣"y"]}, {"who": "owner", "can": ["delete"], 8️⃣"becomes": {"field": "x", "is": "a"}},
                   {"who": "service", "can": ["update"], "fields": 9️⃣[]}]}
                """#, head: #""roles": ["admin"],"#), .at(1, "empty-grant"), .at(2, "duplicate-name"),
            .at(3, "unknown-role", fix: "'admin'"), .at(4, "no-account"), .at(5, "unknown-field", fix: "'user'"),
            .at(6, "fields-on-read"), .at(7, "unknown-field"), .at(8, "becomes-does-not-apply"), .at(9, "empty-grant"))
    }

    @Test func refusesConditionsWithoutSense() {
        func condition(_ text: String) -> String { "{\"who\": \"anyone\", \"can\": [\"read\"], \"when\": \(text)}" }
        let conditions = [
            #"{"field": 1️⃣"y", "is": "a"}"#, #"{"field": 2️⃣"x"}"#, #"{"field": 3️⃣"x", "is": "a", "isNull": true}"#,
            #"{"field": "n", "is": 4️⃣"a"}"#, #"{"field": "n", "past": 5️⃣true}"#, #"{"field": "e", "atLeast": 6️⃣"a"}"#,
            #"{"field": "a", "is": 7️⃣"a"}"#, #"{"field": "x", "in": 8️⃣[]}"#, #"{"field": "e", "is": 9️⃣"c"}"#,
            #"{"field": "id", "is": "00000000-0000-0000-0000-000000000000"}"#, #"{"field": "a", "isNull": false}"#,
            #"{"field": "createdAt", "past": true}"#,
        ]
        expect(
            application(
                "{\"name\": \"A\", \"relations\": [{\"name\": \"a\", \"kind\": \"belongsTo\", \"entity\": \"A\"}], \"fields\": ["
                    + #"{"name": "x", "type": "text"}, {"name": "n", "type": "integer"}, {"name": "e", "type": "enum", "values": ["a", "b"]}], "access": ["#
                    + conditions.map(condition).joined(separator: ",") + "]}"),
            .at(1, "unknown-field"), .at(2, "one-test"), .at(3, "one-test"), .at(4, "condition-type"),
            .at(5, "condition-type"),
            .at(6, "condition-type"), .at(7, "condition-type"), .at(8, "condition-type"), .at(9, "condition-type"))
    }

    /// Such a condition lets nobody in or, with isNot, everybody.
    @Test func refusesConditionsThatNoRowMeets() {
        func item(_ field: String, _ test: String) -> String {
            application(
                "{\"name\": \"Item\", \"fields\": [{\"name\": \"x\", \(field)}], \"access\": [{\"who\": \"anyone\", "
                    + "\"can\": [\"read\"], \"when\": {\"field\": \"x\", \(test)}}]}")
        }
        for (field, test) in [
            (#""type": "email""#, #""isNot": 1️⃣"Boss@example.com""#),
            (#""type": "text", "maxLength": 3"#, #""is": 1️⃣"abcd""#),
            (#""type": "integer", "max": 5"#, #""is": 1️⃣7"#), (#""type": "slug""#, #""in": 1️⃣["a", "B C"]"#),
        ] {
            expect(item(field, test), .at(1, "impossible-condition"))
        }
        expect(item(#""type": "email""#, #""is": "boss@example.com""#))
    }

    @Test func warnsOfChangesWithoutReading() {
        expect(
            application(#"{"name": "A", "access": 1️⃣[{"who": "signedIn", "can": ["update"]}]}"#),
            .at(1, "change-without-read", fix: "add \"read\""))
    }

    @Test func warnsOfGrantsThatCanCreateNothing() {
        expect(
            application(
                #"""
                {"name": "User", "fields": [{"name": "bio", "type": "text"}],
                 "access": [{"who": "owner", "can": ["read"]}, {"who": "owner", "can": ["create", "update"], "fields": 1️⃣["bio"]}]},
                {"name": "Post", "fields": [{"name": "title", "type": "text", "required": true}, {"name": "body", "type": "text"}],
                 "relations": [{"name": "author", "kind": "belongsTo", "entity": "User", "required": true}],
                 "access": [{"who": "signedIn", "can": ["read"]}, {"who": "owner", "can": ["create"], "fields": 2️⃣["body"]},
                            {"who": "service", "can": ["create"], "fields": ["body"]}]},
                {"name": "Note", "fields": [{"name": "body", "type": "text", "required": true}],
                 "relations": [{"name": "author", "kind": "belongsTo", "entity": "User", "required": true}],
                 "access": [{"who": "owner", "can": ["create"], "fields": ["body"]}]}
                """#), .at(1, "impossible-create", "'id'", fix: "signing up"),
            .at(2, "impossible-create", "'title'", fix: "add \"title\""))
    }

    @Test func warnsOfHandingOn() {
        func gift(_ more: String) -> String {
            application(
                #"{"name": "Gift", "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}], "access": ["#
                    + #"{"who": "signedIn", "can": ["read"]}, {"who": "owner", "can": ["update"], "fields": 1️⃣["owner"]}"#
                    + more + "]}")
        }
        expect(gift(""), .at(1, "cannot-hand-on"))
        let anyone = gift(#", {"who": "signedIn", "can": ["update"], "fields": ["owner"]}"#)
        expect(anyone.replacing("1️⃣", with: ""))
    }

    /// A row may go from what one grant admits to what another admits.
    @Test func warnsOfGrantsThatCombine() {
        func page(_ first: String, _ second: String) -> String {
            application(
                #"{"name": "Page", "fields": [{"name": "status", "type": "text"}, {"name": "text", "type": "text"}], "access": ["#
                    + #"{"who": "signedIn", "can": ["read"]}, {"who": "signedIn", "can": ["update"]\#(first)},"#
                    + #"{"who": "signedIn", "can": 1️⃣["update"]\#(second)}]}"#)
        }
        let draft = #", "when": {"field": "status", "is": "draft"}"#
        let old = #", "when": {"field": "status", "is": "old"}"#
        expect(page(draft, old), .at(1, "grants-combine"))
        expect(page(draft, #"\#(old), "becomes": []"#), .at(1, "grants-combine"))
        for (first, second) in [
            (draft, draft), (draft, ""), ("", old),
            // What can't be changed is the same before and after.
            (#"\#(draft), "fields": ["text"]"#, #"\#(old), "fields": ["text"]"#),
        ] {
            expect(page(first, second).replacing("1️⃣", with: ""))
        }
    }
}
