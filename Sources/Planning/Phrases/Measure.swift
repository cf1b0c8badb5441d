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

    /// What holds of everything else: not more than five for more than five.
    var opposite: Measure {
        var result = self
        result.low = high.map { .init(value: $0.value, isOpen: !$0.isOpen) }
        result.high = low.map { .init(value: $0.value, isOpen: !$0.isOpen) }
        return result
    }

    /// Whether it counts characters.
    var isLength: Bool { unit?.kind == .length }
}
