/// A database in which one part of access control is weaker or missing.
public struct Mutant: Hashable, Sendable {
    /// What it does, in words that stay the same while the specification does.
    public let name: String
    /// The tables whose cells are likely to notice, likeliest first; all others are tried after them.
    let tables: [String]
    /// What makes it of the database that the specification describes.
    let statements: [String]
    /// Whether it takes or gives a privilege: with all of them given, it shows nowhere.
    let isAboutPrivileges: Bool

    init(_ name: String, _ tables: [String], _ statements: [String], isAboutPrivileges: Bool = false) {
        self.name = name
        self.tables = tables
        self.statements = statements
        self.isAboutPrivileges = isAboutPrivileges
    }
}
