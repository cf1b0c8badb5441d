import DomainModel
import Foundation
import MarkedSources
import Specification
import Testing

/// Fields, their bounds and defaults; enums; uniques, indexes, checks.
struct ValueTests {
    private func fields(_ text: String) -> String { application(entity("A", "\"fields\": [\(text)]")) }

    @Test func refusesKeysThatSayNothingAboutTheType() {
        expect(
            fields(
                #"""
                {"name": "a", "type": "boolean", 1️⃣"maxLength": 3}, {"name": "b", "type": "text", 2️⃣"values": ["x"]},
                {"name": "c", "type": "text", "list": true, 3️⃣"pattern": "^x$", 4️⃣"unique": true}
                """#), .at(1, "key-does-not-apply", "type 'boolean'"), .at(2, "key-does-not-apply"),
            .at(3, "key-does-not-apply"), .at(4, "key-does-not-apply"))
    }

    @Test func refusesBoundsThatMakeNoSense() {
        expect(
            fields(
                #"""
                {"name": "a", "type": "text", "minLength": 1️⃣5, "maxLength": 4}, {"name": "b", "type": "text", "maxLength": 2️⃣-1},
                {"name": "c", "type": "integer", "min": 3️⃣0.5}, {"name": "d", "type": "integer", "max": 4️⃣2147483648},
                {"name": "e", "type": "float", "min": 5️⃣2, "max": 1}, {"name": "f", "type": "decimal", "precision": 6️⃣0, "scale": 0},
                {"name": "g", "type": "decimal", "scale": 7️⃣13}, {"name": "h", "type": "decimal", "max": 8️⃣1e999999}
                """#), .at(1, "invalid-bound"), .at(2, "invalid-bound"), .at(3, "invalid-bound"),
            .at(4, "invalid-bound"),
            .at(5, "invalid-bound"), .at(6, "invalid-precision"), .at(7, "invalid-precision"), .at(8, "invalid-bound"))
    }

    @Test(arguments: [
        ("integer", "1.5"), ("integer", "2147483648"), ("bigint", "9223372036854775808"), ("float", "1e400"),
        ("decimal", "1e999999"), ("decimal", "10000000000"), ("boolean", "\"yes\""), ("uuid", "\"1\""),
        ("date", "\"2026-02-30\""), ("date", "\"yesterday\""), ("time", "\"25:00\""),
        ("timestamp", "\"2026-01-31T10:00\""),
        ("timestamp", "\"2026-13-01T10:00Z\""), ("localTimestamp", "\"2026-01-31T10:00Z\""), ("duration", "\"PPP\""),
        ("ip", "\"300.1.1.1\""), ("ip", "\"1.2.3\""), ("ip", "\":::\""), ("ip", "\"1.1.1.1/33\""),
        ("bytes", "\"\\\\xZZ\""),
        ("text", "5"), ("text", "[\"a\"]"), ("email", "true"),
    ])
    func refusesDefaultsThatTheTypeCannotHold(_ type: String, _ value: String) {
        expect(fields("{\"name\": \"a\", \"type\": \"\(type)\", \"default\": 1️⃣\(value)}"), .at(1, "default-type"))
    }

    @Test(arguments: [
        ("integer", "-2147483648"), ("bigint", "9223372036854775807"), ("float", "1e300"), ("decimal", "9999999999.99"),
        ("uuid", "\"00000000-0000-0000-0000-00000000000A\""), ("date", "\"2028-02-29\""), ("time", "\"14:30\""),
        ("timestamp", "\"2026-01-31T14:30:00+02:00\""), ("localTimestamp", "\"2026-01-31 14:30:00.5\""),
        ("duration", "\"P1DT2H\""), ("duration", "\"90 minutes\""), ("ip", "\"10.0.0.0/8\""),
        ("ip", "\"2001:db8::1/64\""),
        ("ip", "\"::\""), ("ip", "\"::ffff:1.2.3.4\""), ("bytes", "\"\\\\x0aFF\""), ("json", "[1, \"a\"]"),
        ("text", "\"$$ 😀\""),
    ])
    func acceptsDefaultsThatTheTypeCanHold(_ type: String, _ value: String) throws {
        _ = try model(fields("{\"name\": \"a\", \"type\": \"\(type)\", \"default\": \(value)}"))
    }

    /// The column's own check would refuse them, whenever a row got one.
    @Test(arguments: [
        (#""text", "maxLength": 3"#, "\"abcd\"", "4 characters"), (#""text", "minLength": 1"#, "\"\"", "0 characters"),
        (#""text", "pattern": "^a$""#, "\"b\"", "pattern"), (#""integer", "min": 5"#, "1", "less than"),
        (#""decimal", "max": 0.5"#, "0.51", "greater than"),
        (#""integer", "list": true, "max": 3"#, "[1, 4]", "greater"),
        (#""timeZone""#, "\"Mars/Base\"", "time zone"), (#""timeZone""#, "\"5\"", "time zone"),
        (#""email""#, "\"A@B.C\"", "lower case"), (#""email""#, "\"ada\"", "email address"),
        (#""email", "list": true"#, "[\"a@b.c\", \"ada\"]", "email address"),
        (#""url""#, "\"example.com\"", "web address"),
        (#""slug""#, "\"A b\"", "slug"), (#""phone""#, "\"call\"", "phone number"), (#""color""#, "\"red\"", "color"),
    ])
    func refusesDefaultsThatNoRowCouldHave(_ type: String, _ value: String, _ words: String) {
        expect(
            fields("{\"name\": \"a\", \"type\": \(type), \"default\": 1️⃣\(value)}"), .at(1, "invalid-default", words))
    }

    @Test(arguments: [
        (#""text", "minLength": 2, "maxLength": 2, "pattern": "^é""#, "\"é😀\""),
        (#""integer", "min": 5, "max": 5"#, "5"),
        (#""timeZone""#, "\"America/Port-au-Prince\""), (#""timeZone""#, "\"Etc/GMT+5\""),
        (#""email""#, "\"ada@example.com\""),
        (#""email", "list": true"#, "[]"), (#""url""#, "\"http://a\""), (#""slug""#, "\"a-1\""),
        (#""phone""#, "\"+1 202 555 0110\""), (#""color""#, "\"#aBcDeF\""),
    ])
    func acceptsDefaultsThatMeetTheChecks(_ type: String, _ value: String) throws {
        _ = try model(fields("{\"name\": \"a\", \"type\": \(type), \"default\": \(value)}"))
    }

    @Test func refusesLengthsThatLeaveNoValue() {
        expect(
            fields(
                #"""
                {"name": "a", "type": "email", "maxLength": 1️⃣4}, {"name": "b", "type": "url", "maxLength": 2️⃣7},
                {"name": "c", "type": "slug", "maxLength": 3️⃣0}, {"name": "d", "type": "email", "maxLength": 5}
                """#), .at(1, "invalid-bound", "at least 5"), .at(2, "invalid-bound", "at least 8"),
            .at(3, "invalid-bound", "at least 1"))
    }

    @Test func refusesMoreColumnsThanPostgreSQLAllows() {
        let names = (1...33).map { "\"f\($0)\"" }
        let list = names.joined(separator: ", ")
        let fields = names.map { "{\"name\": \($0), \"type\": \"integer\"}" }.joined(separator: ", ")
        let wide = (1...1598).map { "{\"name\": \"g\($0)\", \"type\": \"integer\"}" }.joined(separator: ", ")
        expect(
            application(
                entity(
                    "A",
                    """
                    "fields": [\(fields)], "unique": [1️⃣[\(list)]],
                    "indexes": [
                      {"fields": 2️⃣[\(list)]}, {"fields": ["f1"], "include": [\(names.dropFirst().joined(separator: ", "))]},
                      {"fields": [\(names.prefix(32).joined(separator: ", "))]}]
                    """
                ).replacingOccurrences(of: #"{"fields": ["f1"]"#, with: #"{"fields": 5️⃣["f1"]"#) + ","
                    + entity("B", "\"key\": 3️⃣[\(list)], \"fields\": [\(fields)]") + ","
                    + #"{"name": 4️⃣"C", "access": [], "fields": ["# + wide + "]}"), .at(1, "too-many-columns", "33"),
            .at(2, "too-many-columns"), .at(3, "too-many-columns"), .at(4, "too-many-columns", "1601"),
            .at(5, "too-many-columns"))
    }

    @Test func readsDefaultsThroughTheExpressionGrammar() {
        expect(
            fields(
                #"""
                {"name": "a", "type": "text", "default": {"sql": "1️⃣pg_read_file('/etc/hostname')"}},
                {"name": "b", "type": "timestamp", "default": {"sql": "now()"}}, {"name": "c", "type": "text", "list": true, "default": 2️⃣"x"}
                """#), .at(1, "expression-function"), .at(2, "default-type", "list"))
    }

    @Test func refusesEnumsWithoutSense() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "fields": [
                      {"name": "a", "type": "enum", "values": 1️⃣[]}, {"name": "b", "type": "enum", "values": ["x", 2️⃣"x", 3️⃣""]},
                      {"name": "c", "type": "enum", "enum": 4️⃣"Colr"}, {"name": "d", "type": "enum", "enum": 5️⃣"Color", "values": ["x"]},
                      {"name": "e", "type": "enum", "enum": "Color", "default": 6️⃣"rad"}]
                    """#),
                head: #""enums": [{"name": "Color", "values": ["red"]}, {"name": 7️⃣"color", "values": ["red"]}],"#),
            .at(1, "no-values"), .at(2, "duplicate-value"), .at(3, "invalid-value"),
            .at(4, "unknown-enum", fix: "'Color'"),
            .at(5, "two-value-sets"), .at(6, "default-type", fix: "'red'"), .at(7, "duplicate-name"))
    }

    @Test func refusesConstraintsWithoutSense() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "fields": [{"name": "a", "type": "text"}, {"name": "j", "type": "json", 1️⃣"unique": true}, {"name": "t", "type": "timestamp"}],
                    "unique": [["a", 2️⃣"b"], {"name": "a_idx", "fields": ["a"], "where": 3️⃣"t > now()"}, 4️⃣[]],
                    "indexes": [{"name": 5️⃣"a_idx", "fields": ["a"]}, {"fields": 6️⃣[]}, {"fields": ["a"], "where": 7️⃣"t > now()"},
                                {"fields": ["a"], "method": 8️⃣"gin"}],
                    "order": [9️⃣"-b"]
                    """#)),
            .at(1, "unique-type"), .at(2, "unknown-field"), .at(3, "index-condition"), .at(4, "no-columns"),
            .at(5, "duplicate-name"), .at(6, "no-columns"), .at(7, "index-condition"), .at(8, "index-method"),
            .at(9, "unknown-field"))
    }

    @Test func refusesIndexesThatPostgreSQLRefuses() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "fields": [{"name": "a", "type": "text"}, {"name": "b", "type": "boolean"}],
                    "indexes": [{"fields": 1️⃣["a", "b"], "method": "hash"}, {"fields": 2️⃣["-a"], "method": "brin"},
                                {"fields": ["a"], "method": "hash", "include": 3️⃣["b"]}, {"fields": ["b"], "method": 4️⃣"brin"}],
                    "checks": [{"sql": "a is not null"}, {"name": "sense", "sql": "b"}, {"name": 5️⃣"sense", "sql": "b"}, {"sql": 6️⃣"c > 1"}]
                    """#
                ).replacingOccurrences(of: "6️⃣\"", with: "\"6️⃣")),
            .at(1, "index-method"), .at(2, "index-method"), .at(3, "index-method"), .at(4, "index-method"),
            .at(5, "duplicate-name"), .at(6, "expression-column"))
    }
}
