import Testing

/// An application whose tables can all be filled.
struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let specification: String

    var testDescription: String { name }

    static let all = [todo, everyType, lists, constraints, structures, profile, names, supabase]

    private init(_ name: String, target: String = "postgres", more: String = "", _ entities: String) {
        self.name = name
        specification =
            #"{"berry": 1, "name": "test", "target": "\#(target)", \#(more) "entities": [\#(entities)]}"#
    }

    private static let owned = """
        {"name": "Category",
         "fields": [{"name": "name", "type": "text", "maxLength": 50, "required": true}, {"name": "color", "type": "color"}],
         "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
         "unique": [["owner", "name"]]},
        {"name": "Todo",
         "fields": [
           {"name": "title", "type": "text", "maxLength": 12, "required": true},
           {"name": "status", "type": "enum", "values": ["draft", "published"], "required": true},
           {"name": "publishedAt", "type": "timestamp"}],
         "relations": [
           {"name": "owner", "kind": "belongsTo", "entity": "User", "required": true},
           {"name": "category", "kind": "belongsTo", "entity": "Category"},
           {"name": "parent", "kind": "belongsTo", "entity": "Todo"}],
         "checks": [{"name": "published", "sql": "(status = 'published') = (published_at is not null)"}]}
        """

    static let todo = Example("todo", owned)
    static let supabase = Example("todo on Supabase", target: "supabase", owned)

    static let everyType = Example(
        "every type",
        more:
            #""enums": [{"name": "Size", "values": ["small", "large"]}], "defaults": {"enumStorage": "native"},"#,
        """
        {"name": "Sample", "id": "bigint", "fields": [
          \(types.map { #"{"name": "\#($0)Value", "type": "\#($0)"}"# }.joined(separator: ", ")),
          \(types.filter { $0 != "json" && $0 != "boolean" }.map {
              #"{"name": "\#($0)Key", "type": "\#($0)", "required": true, "unique": true}"#
          }.joined(separator: ", ")),
          {"name": "size", "type": "enum", "enum": "Size", "required": true},
          {"name": "ratio", "type": "decimal", "precision": 3, "scale": 3, "required": true, "min": 0.1, "max": 0.2},
          {"name": "tiny", "type": "integer", "required": true, "min": -3, "max": -1},
          {"name": "code", "type": "text", "required": true, "unique": true, "pattern": "^[A-Z]{3}-[0-9]{2}$"},
          {"name": "letter", "type": "text", "required": true, "unique": true, "maxLength": 1},
          {"name": "essay", "type": "text", "required": true, "minLength": 300},
          {"name": "mail", "type": "email", "required": true, "maxLength": 9, "unique": true}]}
        """)

    private static let types = [
        "text", "integer", "bigint", "float", "decimal", "boolean", "uuid", "json", "ip", "bytes", "date",
        "time",
        "timestamp", "localTimestamp", "duration", "timeZone", "email", "url", "slug", "phone", "color",
    ]

    static let lists = Example(
        "lists",
        """
        {"name": "Sample", "fields": [
          \((types).map { #"{"name": "\#($0)List", "type": "\#($0)", "list": true, "required": true}"# }.joined(separator: ", ")),
          {"name": "days", "type": "enum", "values": ["mon", "tue"], "list": true},
          {"name": "marks", "type": "integer", "list": true, "min": 1, "max": 3}],
         "checks": [{"sql": "cardinality(marks) between 1 and 2"}]}
        """)

    static let constraints = Example(
        "checks",
        """
        {"name": "Event",
         "fields": [
           {"name": "name", "type": "text", "required": true},
           {"name": "code", "type": "text", "required": true},
           {"name": "startsAt", "type": "timestamp", "required": true},
           {"name": "endsAt", "type": "timestamp", "required": true},
           {"name": "cost", "type": "decimal", "required": true},
           {"name": "price", "type": "decimal", "required": true},
           {"name": "quantity", "type": "integer", "required": true},
           {"name": "total", "type": "decimal", "required": true},
           {"name": "phone", "type": "text"}, {"name": "email", "type": "text"},
           {"name": "day", "type": "date", "required": true},
           {"name": "percentA", "type": "integer", "required": true},
           {"name": "percentB", "type": "integer", "required": true},
           {"name": "publishedOn", "type": "date", "required": true},
           {"name": "active", "type": "boolean", "required": true}],
         "unique": [["day", "quantity"], {"fields": ["active"], "where": "active"}],
         "checks": [
           {"sql": "starts_at < ends_at"}, {"sql": "ends_at - starts_at <= interval '1 hour'"}, {"sql": "price >= cost"},
           {"sql": "total = quantity * price"}, {"sql": "num_nonnulls(phone, email) = 1"},
           {"sql": "extract(isodow from day) < 6"}, {"sql": "char_length(code) = 20"},
           {"sql": "percent_a + percent_b = 100"}, {"sql": "btrim(name) <> ''"},
           {"sql": "name ~ '^[a-z]+$'"}, {"sql": "starts_at is null or starts_at > now() - interval '200 years'"},
           {"sql": "published_on <= current_date"}]}
        """)

    static let structures = Example(
        "structures",
        """
        {"name": "Person", "fields": [{"name": "name", "type": "text", "required": true}],
         "relations": [
           {"name": "friends", "kind": "manyToMany", "entity": "Person"},
           {"name": "manager", "kind": "belongsTo", "entity": "Person"},
           {"name": "favourite", "kind": "belongsTo", "entity": "Room"}]},
        {"name": "Room", "id": "bigint", "fields": [{"name": "name", "type": "text", "required": true}],
         "relations": [{"name": "keeper", "kind": "belongsTo", "entity": "Person"}]},
        {"name": "Booking", "key": ["room", "day"], "fields": [{"name": "day", "type": "date"}],
         "relations": [{"name": "room", "kind": "belongsTo", "entity": "Room"}]},
        {"name": "Guest", "key": ["booking", "person"],
         "relations": [
           {"name": "booking", "kind": "belongsTo", "entity": "Booking"},
           {"name": "person", "kind": "belongsTo", "entity": "Person"}]},
        {"name": "Badge", "fields": [{"name": "active", "type": "boolean", "required": true}],
         "relations": [{"name": "person", "kind": "belongsTo", "entity": "Person", "required": true, "unique": true}]},
        {"name": "Post", "relations": [
           {"name": "author", "kind": "belongsTo", "entity": "User", "required": true},
           {"name": "reviewer", "kind": "belongsTo", "entity": "User"},
           {"name": "tags", "kind": "manyToMany", "entity": "Tag"}],
         "checks": [{"sql": "author_id <> reviewer_id"}]},
        {"name": "Tag", "fields": [{"name": "slug", "type": "slug", "required": true, "unique": true}]}
        """)

    static let profile = Example(
        "profiles", more: #""roles": ["admin", "editor"],"#,
        """
        {"name": "User", "fields": [
           {"name": "name", "type": "text", "required": true, "from": "metadata.full_name"},
           {"name": "email", "type": "email", "required": true, "unique": true, "from": "auth.email"},
           {"name": "phone", "type": "phone", "from": "auth.phone"},
           {"name": "points", "type": "integer", "required": true, "default": 3},
           {"name": "bio", "type": "text"}]},
        {"name": "Note", "fields": [{"name": "body", "type": "text", "required": true}],
         "relations": [{"name": "author", "kind": "belongsTo", "entity": "User", "required": true}]}
        """)

    /// Types that are named like tables and like types of PostgreSQL.
    static let names = Example(
        "names",
        more: #"""
            "defaults": {"enumStorage": "native"},
            "enums": [
              {"name": "Jsonb", "values": ["a", "b"]}, {"name": "Text", "values": ["c"]}, {"name": "Date", "values": ["d"]},
              {"name": "Int4", "values": ["e"]}, {"name": "Uuid", "values": ["f"]}],
            """#,
        """
        {"name": "Post", "fields": [
          {"name": "status", "type": "enum", "values": ["draft", "published"], "required": true},
          {"name": "jsonb", "type": "enum", "enum": "Jsonb", "required": true, "default": "a"},
          {"name": "jsonbs", "type": "enum", "enum": "Jsonb", "required": true, "list": true},
          {"name": "text", "type": "enum", "enum": "Text", "required": true},
          {"name": "date", "type": "enum", "enum": "Date", "required": true},
          {"name": "int", "type": "enum", "enum": "Int4", "required": true},
          {"name": "uuid", "type": "enum", "enum": "Uuid", "required": true}]},
        {"name": "State", "table": "post_status", "fields": [{"name": "name", "type": "text", "required": true}]}
        """)
}
