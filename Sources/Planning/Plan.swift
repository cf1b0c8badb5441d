public import Specification

/// What a request asks of a specification.
public struct Plan: Sendable, Hashable {
    /// In the order in which they are to be applied.
    public var edits: [PlannedEdit] = []
    /// What the application is called, where the plan begins a specification and the request tells.
    public var name: String?
    /// Words that no edit accounts for. A plan with edits and such words understood a part of the request.
    public var notUnderstood: [NotUnderstood] = []
    /// What else an ambiguous phrase can mean; not empty only when the request is refused for it.
    public var alternatives: [Alternative] = []
    /// Why there are no edits, in one sentence; nil where there are some or none is needed.
    public var refusal: String?
    /// Whether everything that the request asks for holds already.
    public var isAlreadyTrue = false
    /// What was decided on the way: corrected spellings, columns that stay.
    public var notes: [String] = []

    public init() {}
}

/// Words of a request that weren't understood.
public struct NotUnderstood: Sendable, Hashable {
    /// As they stand in the request.
    public var words: String
    /// The bytes of the request's UTF-8 that they take up.
    public var range: Range<Int>
    /// What is the matter with them, in one sentence.
    public var reason: String?

    public init(_ words: String, range: Range<Int>, reason: String? = nil) {
        self.words = words
        self.range = range
        self.reason = reason
    }
}

/// One of several things that a phrase can mean.
public struct Alternative: Sendable, Hashable {
    /// The phrase to write instead, which selects it.
    public var phrase: String
    /// What it would do.
    public var meaning: String

    public init(_ phrase: String, _ meaning: String) {
        self.phrase = phrase
        self.meaning = meaning
    }
}
