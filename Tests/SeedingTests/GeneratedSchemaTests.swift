import Diagnostics
import Postgres
import SQL
import Schema
import Seeding
import Testing

/// Many small applications, put together at random but always the same: PostgreSQL accepts all of their seeds.
@Suite struct GeneratedSchemaTests {
    @Test func seedsOfAHundredSchemasLoad() async throws {
        var random = Dice(state: 7)
        var (warnings, rows) = (0, 0)
        try await withDatabase(try TestApplication(entities: "")) { connection in
            try await connection.execute("drop schema private, auth cascade")
            for number in 0..<100 {
                let specification = Self.specification(&random)
                let application = try TestApplication(specification)
                let seeds = application.seeds
                warnings += seeds.diagnostics.count
                rows += seeds.tables.map(\.rows.count).reduce(0, +)
                let problems = try await problems(with: seeds, of: application, connection)
                #expect(problems == [], "schema \(number): \(specification)")
            }
        }
        // Some checks have no solution; were there many, the proof would be weak.
        #expect(warnings < 20)
        #expect(rows > 4000)
    }

    private struct Undo: Error {}

    /// What loading complains about; the schema and the rows are gone afterwards.
    private func problems(
        with seeds: SeedData, of application: TestApplication, _ connection: Connection
    ) async throws -> [Diagnostic] {
        do {
            try await connection.transaction { connection in
                try await connection.execute(application.schema.statements.map(\.sql).joined(separator: "\n"))
                let report = try await SeedLoader(seeds.sources).load(into: connection)
                #expect(
                    report.tables.map(\.inserted).reduce(0, +) == seeds.tables.map(\.rows.count).reduce(0, +))
                throw Undo()
            }
        } catch let error as DiagnosticsError {
            return error.diagnostics
        } catch is Undo {}
        return []
    }

    private static let types = [
        "text", "integer", "bigint", "float", "decimal", "boolean", "uuid", "json", "ip", "bytes", "date",
        "time",
        "timestamp", "localTimestamp", "duration", "timeZone", "email", "url", "slug", "phone", "color",
    ]

    private static func specification(_ dice: inout Dice) -> String {
        let names = ["User", "Post", "Tag", "Order", "Item", "Room"].prefix(2 + dice.roll(5))
        let start = dice.roll(2)
        let entities = names.dropFirst(start)
        let texts = entities.enumerated().map { index, name in
            entity(name, earlier: Array(entities.prefix(index)), &dice)
        }
        let storage = dice.roll(2) == 0 ? "check" : "native"
        return """
            {"berry": 1, "name": "test", "target": "postgres",
             "defaults": {"id": "\(dice.roll(2) == 0 ? "uuid" : "bigint")", "enumStorage": "\(storage)"},
             "entities": [\(texts.joined(separator: ",\n"))]}
            """
    }

    private static func entity(_ name: String, earlier: [String], _ dice: inout Dice) -> String {
        let isAccount = name == "User"
        var fields = (0..<(1 + dice.roll(5))).map { field($0, isAccount: isAccount, &dice) }
        var checks: [String] = []
        if dice.roll(2) == 0 {
            fields.append(#"{"name": "startsOn", "type": "date"}, {"name": "endsOn", "type": "date"}"#)
            checks.append(#"{"sql": "starts_on < ends_on"}"#)
        }
        if dice.roll(3) == 0 {
            fields.append(
                #"{"name": "state", "type": "enum", "values": ["a", "b", "c"]}, {"name": "due", "type": "timestamp"}"#
            )
            checks.append(#"{"sql": "state <> 'b' or due is not null"}"#)
        }
        if dice.roll(3) == 0, !isAccount {
            fields.append(
                #"{"name": "low", "type": "integer", "required": true}, {"name": "high", "type": "decimal"}"#)
            checks.append(
                #"{"sql": "\#(["high = low * 2", "high - low between 3 and 4", "low < 0 and high > 0"][dice.roll(3)])"}"#
            )
        }
        var relations: [String] = []
        var unique: [String] = []
        for (index, target) in (earlier + ["User", name]).enumerated() where dice.roll(2) == 0 {
            if target == "User", !earlier.contains("User"), isAccount { continue }
            let relation =
                target == name
                ? "parent" : target == "User" ? (index % 2 == 0 ? "owner" : "helper") : "in\(target)"
            if relations.contains(where: { $0.contains("\"\(relation)\"") }) { continue }
            switch dice.roll(4) {
            case 0 where target != "User":
                relations.append(#"{"name": "\#(relation)s", "kind": "manyToMany", "entity": "\#(target)"}"#)
            case 1 where target != name && !isAccount:
                relations.append(
                    #"{"name": "\#(relation)", "kind": "belongsTo", "entity": "\#(target)", "required": true}"#
                )
                if dice.roll(2) == 0 { unique.append(#"["\#(relation)", "field0"]"#) }
            case 2 where !isAccount:
                relations.append(
                    #"{"name": "\#(relation)", "kind": "belongsTo", "entity": "\#(target)", "unique": true}"#)
            default:
                relations.append(#"{"name": "\#(relation)", "kind": "belongsTo", "entity": "\#(target)"}"#)
            }
        }
        // What has no order can't be unique.
        if fields[0].contains("json") || fields[0].contains("list") { unique = [] }
        return """
            {"name": "\(name)", "fields": [\(fields.joined(separator: ", "))],
             "relations": [\(relations.joined(separator: ", "))], "unique": [\(unique.joined(separator: ", "))],
             "checks": [\(checks.joined(separator: ", "))], "access": [{"who": "service", "can": ["read"]}]}
            """
    }

    private static func field(_ number: Int, isAccount: Bool, _ dice: inout Dice) -> String {
        let type = types[dice.roll(types.count)]
        var more = ""
        let isList = dice.roll(6) == 0
        if isList { more += #", "list": true"# }
        if dice.roll(2) == 0, !isAccount { more += #", "required": true"# }
        if !isList, type == "text" {
            more +=
                ["", #", "maxLength": 3"#, #", "minLength": 40"#, #", "pattern": "^[a-f]{2,4}$""#][
                    dice.roll(4)]
        }
        if ["integer", "bigint", "float", "decimal"].contains(type) {
            more += ["", #", "min": 5"#, #", "max": -5"#, #", "min": 1, "max": 12"#][dice.roll(4)]
        }
        if !isList, type != "json", type != "boolean", dice.roll(4) == 0 { more += #", "unique": true"# }
        return #"{"name": "field\#(number)", "type": "\#(type)"\#(more)}"#
    }

    /// The generator of "SplitMix64", so that a failure comes again.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
        }
    }
}
