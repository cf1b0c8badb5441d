internal import Specification

/// What the interpreter made of a clause.
struct Findings: Sendable {
    var intents: [Intent] = []
    /// The clause says what holds already, or nothing that has to be kept.
    var isSettled = false
    /// Why nothing can be done, in one sentence.
    var problem: String?
    var alternatives: [Alternative] = []
    /// Why the words mean this.
    var reason: String?
    /// Complements that no rule used.
    var unused: [Range<Int>] = []

    var isUnderstood: Bool { !intents.isEmpty || isSettled }

    static func done(_ intents: [Intent], _ reason: String? = nil) -> Findings {
        Findings(intents: intents, reason: reason)
    }
    static func settled(_ reason: String? = nil) -> Findings { Findings(isSettled: true, reason: reason) }
    static func problem(_ text: String) -> Findings { Findings(problem: text) }

    /// Nothing is called like that; a pronoun without anything before it is called nothing.
    static func missing(_ name: String) -> Findings {
        problem(name.isEmpty ? "it isn't clear what is meant" : "there is no '\(name)'")
    }
}
