import Diagnostics
import Specification

/// Makes the specifications of small applications: five to seven entities that belong to each other, with whatever kinds
/// of fields, constraints and grants berry generates.
struct RandomApplication {
    var dice: Dice
    /// Whether entities point at each other in circles, which no required relation can be part of.
    private var hasCircles = false

    init(dice: Dice) { self.dice = dice }

    static let entityNames = ["Author", "Book", "Chapter", "Review", "Shelf", "Visitor", "Loan", "Branch"]
    static let fieldNames = [
        "title", "note", "rank", "amount", "label", "status", "code", "phase", "weight", "score", "summary", "place",
        "day", "moment", "address", "kind", "grade", "length", "origin", "hint", "level", "reason", "batch", "topic",
    ]
    static let types = [
        "text", "text", "text", "integer", "integer", "bigint", "float", "decimal", "boolean", "uuid", "json", "ip",
        "bytes", "date", "time", "timestamp", "localTimestamp", "duration", "timeZone", "enum", "enum", "enum",
        "email", "url", "slug", "phone", "color",
    ]
    static let values = ["open", "paid", "sent", "lost", "in transit", "it's done", "new", "old"]

    /// The text of a specification, and whether its account has a profile.
    mutating func text() -> String {
        let names = Array(dice.shuffled(Self.entityNames).prefix(5 + dice.roll(3)))
        let hasProfile = dice.oneIn(3)
        hasCircles = dice.oneIn(2)
        let entities = names.enumerated().map { entity($1, earlier: Array(names.prefix($0))) }
        let profile = """
            {"name": "User", "fields": [
              {"name": "name", "type": "text", "from": "metadata.name", "required": true},
              {"name": "email", "type": "email", "from": "auth.email"},
              {"name": "points", "type": "integer", "required": true, "default": 3},
              {"name": "bio", "type": "text"}]},
            """
        return """
            {"berry": 1, "name": "evolution", "target": "postgres",
             "defaults": {"id": "\(dice.oneIn(2) ? "uuid" : "bigint")",
               "enumStorage": "\(dice.oneIn(2) ? "check" : "native")"},
             "roles": ["admin", "editor"],
             "enums": [{"name": "Mood", "values": ["good", "so-so", "bad"]},
               {"name": "Size", "values": ["small", "medium", "large"]}],
             "entities": [\(hasProfile ? profile : "")
               \(entities.joined(separator: ",\n"))]}
            """
    }

    private mutating func entity(_ name: String, earlier: [String]) -> String {
        let words = Array(dice.shuffled(Self.fieldNames).prefix(4 + dice.roll(5)))
        var fields = words.map { field($0, isNew: false) }
        var parts: [String] = []
        if dice.oneIn(5) {
            fields.append(#"{"name": "first", "type": "text"}"#)
            fields.append(#"{"name": "number", "type": "integer"}"#)
            parts.append(#""key": ["first", "number"]"#)
        }
        // What later rows hold must meet them; what rows hold here does.
        fields.append(#"{"name": "size", "type": "integer", "min": 0, "max": 900}"#)
        if dice.oneIn(2) { parts.append(#""checks": [{"name": "\#(name.lowercased())_fits", "sql": "size < 1000"}]"#) }
        fields.append(#"{"name": "fullName", "type": "text"\#(dice.oneIn(2) ? #", "required": true"# : "")}"#)
        fields.append(#"{"name": "nickname", "type": "text"}"#)
        if dice.oneIn(2) { parts.append(#""indexes": [{"fields": ["size", "-fullName"]}]"#) }
        if dice.oneIn(3) {
            fields.append(#"{"name": "serial", "type": "integer", "required": true}"#)
            parts.append(#""unique": [["serial", "size"]]"#)
        }
        if dice.oneIn(3) { parts.append(#""timestamps": false"#) }
        if dice.oneIn(6) { parts.append(#""table": "t_\#(name.lowercased())""#) }
        parts.append(#""relations": [\#(relations(of: name, earlier: earlier).joined(separator: ", "))]"#)
        var access = (0..<(1 + dice.roll(3))).map { _ in grant() }
        // All who may change rows may change the same fields.
        if let limited = access.first(where: { $0.contains("fields") }) {
            access = [limited] + access.filter { !$0.contains("update") }
        }
        parts.append(#""access": [\#(Set(access).sorted().joined(separator: ", "))]"#)
        return
            "{\"name\": \"\(name)\", \"fields\": [\(fields.joined(separator: ",\n  "))],\n \(parts.joined(separator: ",\n "))}"
    }

    private mutating func relations(of name: String, earlier: [String]) -> [String] {
        var relations: [String] = [
            #"{"name": "owner", "kind": "belongsTo", "entity": "User"\#(dice.oneIn(2) ? #", "required": true"# : "")}"#
        ]
        if dice.oneIn(3) { relations.append(#"{"name": "helper", "kind": "belongsTo", "entity": "User"}"#) }
        for (index, other) in earlier.suffix(2).enumerated() {
            let rule = dice.pick(["cascade", "restrict"]) ?? ""
            let required = hasCircles ? "" : #", "required": true"#
            let more = dice.pick([required, "", #", "unique": true"#, #", "onDelete": "\#(rule)""#]) ?? ""
            switch dice.roll(hasCircles ? 8 : index == 0 ? 4 : 5) {
            case 4: relations.append(#"{"name": "links\#(other)", "kind": "manyToMany", "entity": "\#(other)"}"#)
            case 5:
                relations.append(
                    #"{"name": "parts\#(other)", "kind": "hasMany", "entity": "\#(other)", "inverse": "whole\#(name)"}"#
                )
            case 6:
                relations.append(
                    #"{"name": "twin\#(other)", "kind": "hasOne", "entity": "\#(other)", "inverse": "sibling\#(name)"}"#
                )
            default:
                relations.append(
                    #"{"name": "in\#(other)", "kind": "belongsTo", "entity": "\#(other)"\#(more)}"#)
            }
        }
        if dice.oneIn(3) { relations.append(#"{"name": "parent", "kind": "belongsTo", "entity": "\#(name)"}"#) }
        if dice.oneIn(4) { relations.append(#"{"name": "peers", "kind": "manyToMany", "entity": "\#(name)"}"#) }
        return relations
    }

    /// - Parameter isNew: whether it comes to rows that are there.
    mutating func field(_ name: String, isNew: Bool) -> String {
        let type = dice.pick(Self.types) ?? "text"
        var more = ""
        let isList = dice.oneIn(8)
        var literal = #"{"sql": "null"}"#
        switch type {
        case "enum":
            if dice.oneIn(3) {
                more += #", "enum": "\#(dice.pick(["Mood", "Size"]) ?? "")""#
                literal = ""
            } else {
                let values = Array(dice.shuffled(Self.values).prefix(2 + dice.roll(3)))
                more += #", "values": [\#(values.map { "\"\($0)\"" }.joined(separator: ", "))]"#
                literal = "\"\(values[0])\""
            }
        case "text":
            literal = #""abc""#
            if !isList {
                more +=
                    dice.pick(["", "", #", "maxLength": 40"#, #", "minLength": 2"#, #", "pattern": "^[a-z]+[0-9]*$""#])
                    ?? ""
            }
        case "integer", "bigint", "float", "decimal":
            literal = "7"
            if !isList {
                more += dice.pick(["", #", "min": 1"#, #", "max": 5000"#, #", "min": -1, "max": 2000"#]) ?? ""
            }
        case "boolean": literal = "true"
        case "email": literal = #""ada@example.com""#
        case "url": literal = #""https://example.com""#
        case "slug": literal = #""a-slug""#
        case "date": literal = #""2026-01-02""#
        default: literal = ""
        }
        if isList { more += #", "list": true"# }
        let canBeUnique = !isList && ["text", "email", "slug", "integer", "bigint", "uuid", "url"].contains(type)
        if canBeUnique, !isNew || dice.oneIn(4), dice.oneIn(6) { more += #", "unique": true"# }
        if !isList, dice.oneIn(6) { more += #", "indexed": true"# }
        if !isList, !literal.isEmpty, literal.first != "{" {
            if isNew {
                if dice.oneIn(2) { more += #", "backfill": \#(literal)"# }
                if dice.oneIn(3) { more += #", "required": true"# }
            } else {
                if dice.oneIn(4) { more += #", "default": \#(literal)"# }
                if dice.oneIn(2) { more += #", "required": true"# }
            }
        } else if !isNew, dice.oneIn(2) {
            more += #", "required": true"#
        }
        if dice.oneIn(6) { more += #", "description": "What it's about.""# }
        if dice.oneIn(10) { more += #", "column": "c_\#(name.lowercased())""# }
        return #"{"name": "\#(name)", "type": "\#(type)"\#(more)}"#
    }

    mutating func grant() -> String {
        let who =
            dice.pick([
                #""anyone""#, #""signedIn""#, #""service""#, #""owner""#, #""owner""#, #"{"role": "admin"}"#,
                #"{"role": ["admin", "editor"]}"#, #"{"account": "owner"}"#,
            ]) ?? ""
        var operations = dice.shuffled(["read", "create", "update", "delete"]).prefix(1 + dice.roll(3))
        if who.contains("anyone") { operations = ["read"] }
        var more = ""
        if dice.oneIn(3), operations == ["read"] { more = #", "when": {"field": "size", "atLeast": 3}"# }
        if dice.oneIn(4), operations == ["update"] { more = #", "fields": ["fullName"]"# }
        return #"{"who": \#(who), "can": [\#(operations.map { "\"\($0)\"" }.joined(separator: ", "))]\#(more)}"#
    }

    mutating func declaration<Object: SpecificationValue>(_ type: Object.Type, _ text: String) -> Object? {
        reading(text) { Object.read($0, &$1) }
    }

    mutating func grantDeclaration() -> Grant? { reading(grant()) { Grant.read($0, &$1) } }

    private func reading<Value>(_ text: String, _ read: (Node, inout Reading) -> Value?) -> Value? {
        let file = SourceFile(path: "part.json", text: text)
        guard let document = try? Document(file) else { return nil }
        var reading = Reading(file: file)
        let value = read(document.root, &reading)
        return reading.diagnostics.hasErrors ? nil : value
    }
}
