/// The plural of an English noun, or of the last word of a compound: `category` → `categories`,
/// `order_item` → `order_items`.
public func pluralized(_ noun: String) -> String {
    inflected(noun) { word in
        if uncountable.contains(word) { return word }
        if let plural = irregularPlurals[word] { return plural }
        if irregularSingulars[word] != nil { return word }
        if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
            return word.dropLast() + "ies"
        }
        for ending in ["s", "x", "z", "ch", "sh"] where word.hasSuffix(ending) {
            // A single final z doubles (quiz, quizzes); `is` becomes `es` (analysis, analyses).
            if ending == "z", !word.hasSuffix("zz"), let before = word.dropLast().last, "aeiou".contains(before) {
                return word + "zes"
            }
            if word.hasSuffix("sis") { return word.dropLast(2) + "es" }
            return word + "es"
        }
        return word + "s"
    }
}

/// The singular of an English plural; a word that is singular already stays as it is.
public func singularized(_ noun: String) -> String {
    inflected(noun) { word in
        if uncountable.contains(word) { return word }
        if let singular = irregularSingulars[word] { return singular }
        if irregularPlurals[word] != nil { return word }
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        if word.hasSuffix("zzes") { return String(word.dropLast(3)) }
        for ending in ["sses", "xes", "ches", "shes", "uses"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        if word.hasSuffix("ses"), word.hasSuffix("yses") || word.hasSuffix("eses") || word.hasSuffix("ises") {
            return word.dropLast(2) + "is"
        }
        for ending in ["ss", "us", "is"] where word.hasSuffix(ending) { return word }
        return word.hasSuffix("s") && word.count > 2 ? String(word.dropLast()) : word
    }
}

/// Applies `inflect` to the last word of a snake_case, camelCase or PascalCase compound, keeping its case.
private func inflected(_ noun: String, _ inflect: (String) -> String) -> String {
    let start: String.Index
    if let underscore = noun.lastIndex(where: { $0 == "_" || $0 == " " || $0 == "-" }) {
        start = noun.index(after: underscore)
    } else {
        start = noun.lastIndex { $0.isUppercase } ?? noun.startIndex
    }
    let word = noun[start...]
    guard let first = word.first else { return noun }
    let result = inflect(word.lowercased())
    return noun[..<start] + (first.isUppercase ? capitalized(result) : result)
}

private let uncountable: Set<String> = [
    "equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "news", "feedback",
    "metadata", "media", "furniture", "luggage", "software", "hardware", "staff", "knowledge", "traffic",
    "advice", "aircraft", "progress", "weather", "content", "inventory_data", "research", "music",
]

private let irregularPlurals: [String: String] = [
    "person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice", "ox": "oxen", "leaf": "leaves", "life": "lives", "knife": "knives",
    "wife": "wives", "half": "halves", "shelf": "shelves", "wolf": "wolves", "self": "selves", "loaf": "loaves",
    "thief": "thieves", "potato": "potatoes", "tomato": "tomatoes", "hero": "heroes", "echo": "echoes",
    "index": "indexes", "matrix": "matrices", "vertex": "vertices", "datum": "data", "medium": "media",
    "criterion": "criteria", "phenomenon": "phenomena", "cactus": "cacti", "alias": "aliases",
    "status": "statuses", "bus": "buses", "quiz": "quizzes", "movie": "movies", "cookie": "cookies",
    "calorie": "calories", "menu": "menus", "zombie": "zombies", "cache": "caches", "lens": "lenses", "gas": "gases",
    "axis": "axes", "crisis": "crises", "basis": "bases", "thesis": "theses", "die": "dice",
    "stimulus": "stimuli", "curriculum": "curricula", "bacterium": "bacteria", "veto": "vetoes",
    "house": "houses", "case": "cases", "base": "bases", "course": "courses", "purchase": "purchases",
    "expense": "expenses", "response": "responses", "release": "releases", "license": "licenses",
    "warehouse": "warehouses", "nurse": "nurses", "horse": "horses", "database": "databases", "use": "uses",
    "phase": "phases", "exercise": "exercises", "franchise": "franchises", "course_case": "course_cases",
    "tie": "ties", "pie": "pies", "series": "series", "axe": "axes", "toe": "toes", "shoe": "shoes",
    "canvas": "canvases", "atlas": "atlases", "campus": "campuses", "address": "addresses", "bonus": "bonuses",
]

/// The reverse; where two nouns share a plural, the commoner one in data models.
private let irregularSingulars: [String: String] = {
    var singulars: [String: String] = [:]
    for (singular, plural) in irregularPlurals.sorted(by: { $0.key < $1.key }) { singulars[plural] = singular }
    singulars["bases"] = "base"
    singulars["axes"] = "axis"
    singulars["data"] = "datum"
    singulars["media"] = nil
    return singulars
}()
