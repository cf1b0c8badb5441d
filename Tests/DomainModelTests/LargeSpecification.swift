/// Specifications of any size: each entity has eight fields, three relations and rules.
enum LargeSpecification {
    static func text(entities count: Int) -> String {
        var text = #"{"berry": 1, "name": "large", "target": "postgres", "roles": ["admin"], "entities": ["#
        text += (0..<count).map(entity).joined(separator: ",\n")
        return text + "]}\n"
    }

    private static func entity(_ number: Int) -> String {
        // Earlier entities only, so that no circle of required relations comes about.
        let (near, far) = ("Item\(max(0, number - 1))", "Item\(number / 2)")
        let isFirst = number == 0
        return """
            {
              "name": "Item\(number)",
              "description": "The entity with the number \(number).",
              "fields": [
                {"name": "title", "type": "text", "required": true, "maxLength": 200},
                {"name": "dueDate", "type": "date", "indexed": true},
                {"name": "isDone", "type": "boolean", "required": true, "default": false},
                {"name": "priceInEuro", "type": "decimal", "min": 0},
                {"name": "status", "type": "enum", "values": ["open", "closed"], "required": true, "default": "open"},
                {"name": "contact", "type": "email"},
                {"name": "seenAt", "type": "timestamp", "default": {"sql": "now()"}},
                {"name": "code", "type": "text", "pattern": "^[A-Z]{3}$", "unique": true}
              ],
              "relations": [
                {"name": "owner", "kind": "belongsTo", "entity": "User", "required": true},
                {"name": "near", "kind": "belongsTo", "entity": "\(near)", "required": \(!isFirst)},
                {"name": "far", "kind": "belongsTo", "entity": "\(far)", "onDelete": "setNull"}
              ],
              "access": [
                {"who": "anyone", "can": ["read"], "when": {"field": "status", "is": "open"}},
                {"who": "owner", "can": ["read", "create", "update", "delete"]},
                {"who": {"role": "admin"}, "can": ["read", "delete"]}
              ],
              "checks": [{"name": "item\(number)_price", "sql": "price_in_euro < 100000 or status = 'closed'"}]
            }
            """
    }
}
