internal import Catalog

/// Extensions that go or change: what they bring, others may use without a trace in the catalog.
enum ExtensionRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .extension, let old = change.old else { return [] }
        let name = old.phrase.sentence
        var messages: [String] = []
        if change.isDropped { messages.append("\(name) is gone, with its functions and types.") }
        if change.differs(in: .version) {
            messages.append(
                "\(name) becomes \(change.new?[.version].map { "version \($0)" } ?? "the server's own version").")
        }
        if change.differs(in: .schema) {
            messages.append(
                "\(name) moves to the schema \(change.new?[.schema] ?? ""), where programs don't look for it.")
        }
        return messages.map { Hazard(.extensionChanged, old.id, $0) }
    }
}
