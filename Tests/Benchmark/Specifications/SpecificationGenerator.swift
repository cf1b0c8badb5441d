/// Makes specifications of any size, of the shape that applications have: chains of entities that refer to each
/// other, with owners, a handful of fields of different types, checks and rules.
struct SpecificationGenerator {
    var entities: Int
    /// What the entity with a number is called.
    var name: (Int) -> String = { "Thing\($0)" }

    /// The specification, with one more field on the last entity if `changed`.
    func text(changed: Bool = false) -> String {
        var lines: [String] = []
        for index in 0..<entities {
            let extra = changed && index == entities - 1 ? #", {"name": "added", "type": "text"}"# : ""
            var relations = #"{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}"#
            if index > 0 {
                relations +=
                    #", {"name": "parent", "kind": "belongsTo", "entity": "\#(name(index / 2))", "onDelete": "setNull"}"#
            }
            lines.append(
                """
                {
                  "name": "\(name(index))",
                  "description": "The kind of thing with number \(index).",
                  "fields": [
                    {"name": "title", "type": "text", "required": true, "minLength": 1, "maxLength": 200},
                    {"name": "slug", "type": "slug", "unique": true},
                    {"name": "status", "type": "enum", "values": ["draft", "published"], "required": true, "default": "draft"},
                    {"name": "quantity", "type": "integer", "min": 0, "required": true, "default": 0},
                    {"name": "price", "type": "decimal", "min": 0},
                    {"name": "startsAt", "type": "timestamp"},
                    {"name": "isActive", "type": "boolean", "required": true, "default": true},
                    {"name": "notes", "type": "text"}\(extra)
                  ],
                  "relations": [\(relations)],
                  "checks": [{"sql": "status <> 'published' or title <> ''"}],
                  "access": [
                    {"who": "anyone", "can": ["read"], "when": {"field": "status", "is": "published"}},
                    {"who": "owner", "can": ["read", "create", "update", "delete"]},
                    {"who": {"role": "admin"}, "can": ["read", "update"]}
                  ]
                }
                """)
        }
        return """
            {
              "berry": 1,
              "name": "generated",
              "target": "postgres",
              "roles": ["admin"],
              "entities": [
            \(lines.joined(separator: ",\n"))
              ]
            }

            """
    }
}
