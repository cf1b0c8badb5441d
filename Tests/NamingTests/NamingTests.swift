import Naming
import Testing

@Suite struct CaseTests {
    @Test(arguments: [
        ("dueDate", "due_date"), ("DueDate", "due_date"), ("due_date", "due_date"), ("HTTPServer", "http_server"),
        ("userID", "user_id"), ("line2Address", "line2_address"), ("URL", "url"), ("a", "a"), ("_x", "x"),
    ])
    func foldsToSnakeCase(name: String, expected: String) { #expect(snakeCase(name) == expected) }

    @Test(arguments: [("due_date", "dueDate"), ("DueDate", "dueDate"), ("URL", "url")])
    func foldsToCamelCase(name: String, expected: String) { #expect(camelCase(name) == expected) }

    @Test(arguments: ["a book", "an invoice", "a user", "a unit", "an upgrade", "an hour", "a house", "a one-off"])
    func findsTheArticle(words: String) {
        let noun = String(words.drop { $0 != " " }.dropFirst())
        #expect("\(article(before: noun)) \(noun)" == words)
    }

    @Test func foldsToPascalCase() { #expect(pascalCase("order_item") == "OrderItem") }
}

@Suite struct InflectionTests {
    static let pairs = [
        ("todo", "todos"), ("category", "categories"), ("order_item", "order_items"), ("OrderItem", "OrderItems"),
        ("person", "people"), ("day", "days"), ("box", "boxes"), ("class", "classes"), ("branch", "branches"),
        ("status", "statuses"), ("quiz", "quizzes"), ("analysis", "analyses"), ("child", "children"),
        ("address", "addresses"), ("news", "news"), ("movie", "movies"), ("house", "houses"), ("bus", "buses"),
        ("team_member", "team_members"), ("dish", "dishes"), ("menu", "menus"), ("course", "courses"),
        ("invoice", "invoices"), ("price", "prices"), ("expense", "expenses"), ("tax", "taxes"),
    ]

    @Test(arguments: pairs) func pluralizes(singular: String, plural: String) {
        #expect(pluralized(singular) == plural)
    }

    @Test(arguments: pairs) func singularizes(singular: String, plural: String) {
        #expect(singularized(plural) == singular)
    }

    @Test(arguments: pairs) func leavesWhatIsInflectedAlready(singular: String, plural: String) {
        #expect(singularized(singular) == singular)
    }
}

@Suite struct IdentifierTests {
    @Test(arguments: [
        ("todos", "todos"), ("order", "\"order\""), ("user", "\"user\""), ("Todos", "\"Todos\""), ("1a", "\"1a\""),
        ("a\"b", "\"a\"\"b\""), ("", "\"\""), ("name", "name"), ("position", "\"position\""),
    ])
    func quotesWhereItMust(name: String, expected: String) { #expect(quotedIdentifier(name) == expected) }

    @Test func cutsLongNamesApart() {
        let long = String(repeating: "a", count: 70)
        let (first, second) = (boundedName(long + "_idx"), boundedName(long + "_key"))
        #expect(first != second)
        #expect(first.utf8.count == 63 && second.utf8.count == 63)
        #expect(boundedName("todos_user_id_idx") == "todos_user_id_idx")
        #expect(boundedName(String(repeating: "a", count: 63)) == String(repeating: "a", count: 63))
    }

    @Test func neverCutsACharacterInHalf() {
        #expect(boundedName("a" + String(repeating: "é", count: 60)).utf8.count <= 63)
    }

    @Test(arguments: [("class", "`class`"), ("title", "title"), ("default", "`default`"), ("Type", "Type")])
    func escapesSwiftKeywords(name: String, expected: String) { #expect(swiftIdentifier(name) == expected) }
}
