/// What a number counts.
struct MeasureUnit: Sendable, Hashable {
    enum Kind: String, Sendable { case duration, measure, money, cents, percent, length, words, count, bytes }
    var kind: Kind
    var word: String
}
