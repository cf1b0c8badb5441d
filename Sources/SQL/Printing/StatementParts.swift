/// Parts of statements as the printer writes them, for whoever puts them into statements of another form.
extension CreateTable.Constraint {
    /// What it demands, without its name and whether it is deferred: `check (price > 0)`.
    public var definition: String { Statement.definition(of: self) }
}

extension CreatePolicy {
    /// What stands between the parentheses behind `using`.
    public var usingText: String? { using.map { Statement.enclosed($0, behind: "using") } }
    /// What stands between the parentheses behind `with check`.
    public var checkText: String? { check.map { Statement.enclosed($0, behind: "with check") } }
}
