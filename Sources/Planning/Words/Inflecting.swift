internal import Naming

/// Whether a noun is in the plural.
enum Inflecting {
    static func isPlural(_ word: String) -> Bool {
        if always.contains(word) { return true }
        if never.contains(word) || word.hasSuffix("ss") { return false }
        let one = singularized(word)
        if one != word { return true }
        return false
    }

    private static let always: Set<String> = [
        "people", "children", "men", "women", "staff", "police", "cattle", "poultry", "data",
    ]
    private static let never: Set<String> = [
        "address", "bus", "gas", "class", "boss", "campus", "status", "bonus", "lens", "canvas", "atlas", "species",
        "series",
        "news", "basis", "diagnosis", "analysis", "access", "process", "business", "progress", "gps", "virus", "bias",
        "metadata", "media", "alias", "plus", "sms", "os", "ios", "cms", "dns", "https", "css", "previous", "various",
        "always", "yes", "this", "its", "us", "is", "was", "has", "does", "goes", "lyrics", "dosis", "thesis", "tennis",
    ]
}
