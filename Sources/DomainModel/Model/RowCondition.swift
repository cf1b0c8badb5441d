public import Specification

extension DomainModel {
    /// A condition on a row.
    public indirect enum RowCondition: Codable, Hashable, Sendable {
        case field(FieldTest)
        /// One of them at least.
        case any([RowCondition])

        /// Every test in it.
        public var tests: [FieldTest] {
            switch self {
            case .field(let test): [test]
            case .any(let alternatives): alternatives.flatMap(\.tests)
            }
        }
    }

    /// A test of one column, of the row itself or of the row at the end of a path.
    ///
    /// Where a reference on the way is empty there is no row, and nothing holds for it.
    public struct FieldTest: Codable, Hashable, Sendable {
        public var steps: [PathStep]
        /// The attribute's or reference's name.
        public var name: String
        public var column: String
        public var test: Test

        /// What the column's value is compared with; `past` and `future` compare with the time of the statement.
        public enum Test: Codable, Hashable, Sendable {
            case isEqual(Literal)
            /// Another value, or none.
            case isNot(Literal)
            case isOneOf([Literal])
            case isNull(Bool)
            case atLeast(Literal)
            case atMost(Literal)
            case past(Bool)
            case future(Bool)
        }

        public init(_ steps: [PathStep] = [], name: String, column: String, _ test: Test) {
            self.steps = steps
            self.name = name
            self.column = column
            self.test = test
        }
    }
}
