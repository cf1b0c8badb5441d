import DomainModel
import MarkedSources
import Testing

/// Who could sign up, and who couldn't, because of what the profile asks for.
struct SignUpTests {
    @Test func warnsOfRequiredFieldsThatSomeSignUpsDoNotFill() {
        expect(
            application(
                #"""
                {"name": "User", "access": [], "fields": [
                  {"name": "email", "type": "email", "required": 1️⃣true, "from": "auth.email"},
                  {"name": "phone", "type": "phone", "required": 2️⃣true, "from": "auth.phone"},
                  {"name": "site", "type": "url", "required": 3️⃣true, "from": "metadata.site"},
                  {"name": "nick", "type": "text", "required": 4️⃣true, "minLength": 3, "from": "metadata.nick"},
                  {"name": "code", "type": "text", "required": 5️⃣true, "pattern": "^[a-z]+$", "from": "metadata.code"}]}
                """#), .at(1, "sign-up-without-value", "by phone and anonymous", fix: "required"),
            .at(2, "sign-up-without-value", "by e-mail and anonymous"), .at(3, "sign-up-without-value", "'site'"),
            .at(4, "sign-up-without-value", "'nick'", fix: "default"), .at(5, "sign-up-without-value"))
    }

    @Test func warnsWhereTheSecondProfileIsRefused() {
        expect(
            application(
                #"""
                {"name": "User", "access": [], "unique": [["kind", "team"]], "fields": [
                  {"name": 1️⃣"nick", "type": "text", "required": true, "unique": true, "from": "metadata.nick"},
                  {"name": 2️⃣"kind", "type": "text", "default": "guest", "from": "metadata.kind"},
                  {"name": "team", "type": "text", "default": {"sql": "'none'"}},
                  {"name": "code", "type": "text", "unique": true, "default": {"sql": "gen_random_uuid()::text"}}]}
                """#), .at(1, "sign-up-taken", "the same nick"), .at(2, "sign-up-taken", "kind and team"))
    }

    @Test func warnsOfChecksThatAnEmptyProfileViolates() {
        expect(
            application(
                #"""
                {"name": "User", "access": [],
                 "checks": [{"sql": 1️⃣"name <> ''"}, {"sql": "nick <> ''"}, {"sql": 2️⃣"nick is not null or active"}],
                 "fields": [{"name": "name", "type": "text", "required": true, "from": "metadata.name"},
                            {"name": "nick", "type": "text", "from": "metadata.nick"},
                            {"name": "active", "type": "boolean", "default": false}]}
                """#), .at(1, "sign-up-against-check"), .at(2, "sign-up-against-check"))
    }

    @Test func refusesAProfileThatMustPointSomewhere() {
        expect(
            application(
                #"""
                {"name": "User", "access": [], "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": 1️⃣true}]},
                {"name": "Team", "access": []}
                """#), .at(1, "no-sign-up-source", "'team'", fix: "required"))
    }

    @Test func saysNothingWhereEverybodyCanSignUp() {
        expect(
            application(
                #"""
                {"name": "User", "access": [], "fields": [
                  {"name": "email", "type": "email", "unique": true, "from": "auth.email"},
                  {"name": "name", "type": "text", "required": true, "maxLength": 80, "from": "metadata.name"},
                  {"name": "nick", "type": "text", "unique": true, "minLength": 3, "from": "metadata.nick"},
                  {"name": "site", "type": "url", "required": true, "default": "https://example.org", "from": "metadata.site"}]}
                """#))
    }
}
