/// An amount that bounds something: "at most 500 characters", "between 1 and 5", "positive".
struct Measure: Sendable, Hashable {
    struct Bound: Sendable, Hashable {
        var value: String
        /// Whether the value itself lies outside.
        var isOpen = false
    }

    var low: Bound?
    var high: Bound?
    var unit: MeasureUnit?
    /// A bare amount, which is a limit only where the sentence says so.
    var isBare = false

    /// Whether it counts characters.
    var isLength: Bool { unit?.kind == .length }
}
