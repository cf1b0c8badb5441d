internal import Naming

/// `name` in backticks where Swift would take it for a keyword.
func escaped(_ name: String) -> String { swiftIdentifier(name) }

/// `label` as an argument's label apart from its name: there, only three words are keywords.
func escapedLabel(_ label: String) -> String {
    ["inout", "let", "var"].contains(label) ? "`\(label)`" : label
}

/// The names in one scope: what asks for one that is taken gets a suffix.
struct NameScope {
    private var taken: Set<String>

    init(taken: Set<String> = []) { self.taken = taken }

    /// `name`, or `name` followed by as many of `suffix` as make it free.
    mutating func claim(_ name: String, suffix: String) -> String {
        var name = name
        while !taken.insert(name).inserted { name += suffix }
        return name
    }
}

/// The names of an entity's properties.
///
/// A field keeps its name (in backticks where that is a keyword) unless Swift has another use for it, as for
/// `hashValue`, `self` and `init`, or the generated type has, as for `id`: then `Value` is added.
enum PropertyNames {
    static let reserved: Set<String> = [
        "self", "Self", "Type", "Protocol", "init", "hashValue", "columnEntries", "columnValue",
        "columnValues",
    ]

    /// The property that shows a field or relation of this name.
    static func property(_ name: String) -> String {
        guard let first = name.utf8.first else { return "value" }
        let isPlain =
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) && !name.utf8.contains(UInt8(ascii: "_"))
        if isPlain { return name }
        let folded = camelCase(name)
        return folded.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
            ? "value" + folded : folded
    }
}
