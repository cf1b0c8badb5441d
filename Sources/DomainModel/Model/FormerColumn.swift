public import Expressions

extension DomainModel {
    /// A column of a field that went, which programs may still read and write for a while.
    public struct FormerColumn: Codable, Hashable, Sendable {
        public var column: String
        /// What it holds, over the columns that took its place.
        public var value: Expression
    }
}
