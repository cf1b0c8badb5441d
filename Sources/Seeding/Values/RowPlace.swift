/// Which row of a table a value is made for.
struct RowPlace: Hashable, Sendable {
    /// Counted from 0 over all rows of the table, those included that didn't come about.
    var number: Int
    /// Counted from 0 over the rows of one owner, so that each owner gets every kind of row.
    var index: Int
    /// The position of the account that the row belongs to.
    var account: Int?
}
