/// Short lists of texts of our own, and which of them suits a column.
enum TextTopic {
    /// The texts for a column whose name consists of `words`, of an entity; never empty.
    static func texts(for words: [String], of entity: String) -> [String] {
        let last = words.last ?? ""
        let people = SeedAccount.people
        switch last {
        case "title", "subject", "headline", "task", "topic": return titles
        case "description", "summary", "bio", "about", "note", "notes", "comment", "remark", "excerpt",
            "reason":
            return sentences
        case "body", "content", "text", "message", "article", "answer", "review", "instructions":
            return paragraphs
        case "city", "town", "location", "place": return cities
        case "country":
            return ["Austria", "Brazil", "Canada", "Denmark", "Egypt", "Finland", "Ghana", "India"]
        case "street", "address": return streets
        case "zip", "zipcode", "postcode", "postal":
            return ["10115", "20095", "50667", "60311", "80331", "90402"]
        case "company", "organization", "organisation", "employer", "vendor", "supplier", "brand":
            return companies
        case "currency": return ["EUR", "USD", "GBP", "CHF", "SEK", "JPY"]
        case "language", "locale", "lang": return ["en", "de", "fr", "es", "it", "pt"]
        case "sku": return (1...12).map { "SKU-\(1000 + $0 * 7)" }
        case "code", "number", "reference", "ref", "token", "key", "identifier":
            return (1...12).map { "\(entity.prefix(2).uppercased())-\(100 + $0)" }
        case "username", "handle", "login", "nickname": return people.map { $0.0.lowercased() }
        case "email": return people.map { "\($0.0).\($0.1)@example.com".lowercased() }
        case "phone", "mobile", "fax": return (0..<12).map { "+1 202 555 01\(10 + $0)" }
        case "slug": return titles.map { $0.lowercased().split(separator: " ").joined(separator: "-") }
        case "url", "link", "website", "homepage":
            return names.map { "https://example.com/\($0.lowercased())" }
        case "color", "colour": return ["red", "green", "blue", "yellow", "purple", "orange", "teal", "grey"]
        case "icon": return ["star", "heart", "flag", "bell", "book", "leaf", "sun", "moon"]
        case "name", "label", "caption", "tag": return named(words, entity, people)
        default: return (1...12).map { "\(capitalized(words)) \($0)" }
        }
    }

    private static func named(_ words: [String], _ entity: String, _ people: [(String, String)]) -> [String] {
        switch words.first {
        case "first", "given": return people.map(\.0)
        case "last", "family": return people.map(\.1)
        case "file": return names.map { "\($0.lowercased()).pdf" }
        default: break
        }
        switch entity {
        case "User", "Customer", "Author", "Person", "Patient", "Doctor", "Student", "Teacher", "Employee",
            "Member",
            "Contact", "Guest", "Profile", "Client", "Lead", "Owner", "Instructor", "Player", "Driver":
            return people.map { "\($0.0) \($0.1)" }
        case "Category", "Tag", "Label", "Topic", "List", "Folder", "Collection", "Group":
            return [
                "Home", "Work", "Garden", "Travel", "Health", "Books", "Music", "Sports", "Family", "Ideas",
                "Money", "Food",
            ]
        case "Product", "Item", "Article":
            return [
                "Desk lamp", "Notebook", "Coffee mug", "Backpack", "Water bottle", "Headphones",
                "Bicycle bell",
                "Wall clock", "Tea pot", "Umbrella", "Cushion", "Board game",
            ]
        case "Company", "Organization", "Vendor", "Supplier", "Brand": return companies
        default:
            return names.map {
                "\($0)\(entity == "Team" || entity == "Project" || entity == "Room" ? " \(entity.lowercased())" : "")"
            }
        }
    }

    private static func capitalized(_ words: [String]) -> String {
        let text = words.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    static let titles = [
        "Buy milk", "Call the plumber", "Plan the weekend", "Water the plants", "Write to Grandma",
        "Fix the bicycle",
        "Book the train", "Read a chapter", "Clean the windows", "Bake a cake", "Sort the photos",
        "Learn a song",
        "Visit the museum", "Repair the radio",
    ]

    static let names = [
        "Amber", "Birch", "Cedar", "Dune", "Ember", "Fern", "Glacier", "Harbour", "Iris", "Juniper",
        "Kestrel", "Lagoon",
        "Meadow", "Nimbus",
    ]

    static let sentences = [
        "A first draft, to be looked at again.", "Small, but it matters.", "As agreed on Monday.",
        "Needs a second pair of eyes.", "Nothing special about this one.", "Ask Carol before changing it.",
        "Works as it should.", "To be continued next week.", "Came up in the last meeting.",
        "Kept for reference.",
    ]

    private static let paragraphs = [
        "It rained all morning, so we stayed in and made plans.",
        "There are three ways to do it, and two are wrong.",
        "The old bridge is closed; take the path along the river.", "Start with the easy part, then rest.",
        "Nobody had asked the gardener, who knew all along.",
        "What follows is a short list of what we learned.",
        "The shop opens at nine and closes when the bread is gone.", "Keep it simple, and write down why.",
    ]

    private static let cities = [
        "Vienna", "Recife", "Toronto", "Aarhus", "Cairo", "Turku", "Accra", "Pune", "Bergen", "Porto",
        "Leeds", "Ghent",
    ]
    private static let streets = [
        "1 Harbour Street", "22 Mill Lane", "7 Orchard Road", "15 Station Square", "3 Chapel Hill",
        "48 River Walk",
    ]
    private static let companies = [
        "Amber Works", "Birch & Sons", "Cedar Foods", "Dune Travel", "Ember Studio", "Fern Books",
        "Glacier Tools",
    ]
    static let timeZones = [
        "Europe/Vienna", "America/Toronto", "Africa/Cairo", "Asia/Kolkata", "Europe/Oslo", "UTC",
    ]
}
