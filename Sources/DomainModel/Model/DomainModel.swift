public import Specification

/// The application after every default was decided: what all later stages are derived from.
///
/// Names are final here: every table, column and key has its database name, and every reference knows what it
/// points at. Nothing below this stage reads the specification.
public struct DomainModel: Codable, Hashable, Sendable {
    public var name: String
    public var description: String?
    public var target: Target
    /// App-wide roles.
    public var roles: [String]
    /// Role → the roles that it includes, as they were declared.
    public var includedRoles: [Inclusion] = []
    /// Where accounts' roles are kept; nil: in their token.
    public var roleSource: RoleSource?
    /// Whether Supabase's anonymous sign-ins count as signed in.
    public var countsAnonymousAccounts = false
    /// What separates customers from each other, and who belongs to which.
    public var tenancy: Membership?
    /// How accounts are asked to become members of a tenant; nil where they aren't.
    public var invitations: Invitations?
    /// How rows are shown to whoever has a link; nil where they aren't.
    public var shareLinks: ShareLinks?
    /// Extensions of PostgreSQL that the schema needs, sorted.
    public var extensions: [String] = []
    public var enumerations: [Enumeration]
    /// In the specification's order.
    public var entities: [Entity]
    public var junctions: [Junction]
    /// Each behind those that it reads.
    public var views: [View] = []
    /// Typed SQL of the repositories.
    public var queries: [Query] = []
    /// Entities that are shown together.
    public var groups: [Group]
    /// Each default that was applied, and why.
    public var decisions: [Decision]
    /// Names of which a database may still have the former ones; nil where there are none.
    public var formerNames: FormerNames?

    public init(name: String, description: String? = nil, target: Target, roles: [String] = []) {
        self.name = name
        self.description = description
        self.target = target
        self.roles = roles
        tenancy = nil
        enumerations = []
        entities = []
        junctions = []
        groups = []
        decisions = []
    }

    /// The entity with this name, as the model spells it.
    public func entity(named name: String) -> Entity? { entities.first { $0.name == name } }

    /// The enumeration with this name, as the model spells it.
    public func enumeration(named name: String) -> Enumeration? { enumerations.first { $0.name == name } }
}

extension DomainModel {
    /// A default that was applied, in words for a reviewer.
    public struct Decision: Codable, Hashable, Sendable {
        /// What it is about: `Todo.owner`.
        public var subject: String
        /// What holds now: "deleting the account deletes its todos".
        public var choice: String
        public var reason: String

        public init(_ subject: String, _ choice: String, because reason: String) {
            self.subject = subject
            self.choice = choice
            self.reason = reason
        }
    }

    /// A named set of entities, for documents; it means nothing to the database.
    public struct Group: Codable, Hashable, Sendable {
        public var name: String
        public var description: String?
        /// Names of entities, in the order in which they were stated.
        public var entities: [String]

        public init(_ name: String, description: String? = nil, entities: [String]) {
            self.name = name
            self.description = description
            self.entities = entities
        }
    }

    /// A closed set of values.
    public struct Enumeration: Codable, Hashable, Sendable {
        /// PascalCase: `PostStatus`.
        public var name: String
        public var description: String?
        public var values: [Value]
        /// The name of the native PostgreSQL type; nil when values are stored as checked text.
        public var nativeType: String?
        /// What rows have now that had a value which was removed: value → value. Nil where none was.
        public var removed: [String: String]?

        /// One value of an enumeration, as it is stored.
        public struct Value: Codable, Hashable, Sendable {
            public var name: String
            public var description: String?
            /// The value that became this one.
            public var formerName: String?

            public init(_ name: String, description: String? = nil, formerName: String? = nil) {
                self.name = name
                self.description = description
                self.formerName = formerName
            }
        }

        public init(name: String, description: String? = nil, values: [Value], nativeType: String? = nil) {
            self.name = name
            self.description = description
            self.values = values
            self.nativeType = nativeType
        }

        /// The values that are no longer, each with the one that its rows get, sorted.
        public var replacements: [(value: String, becomes: String)] {
            let renamed = values.compactMap { value in value.formerName.map { ($0, value.name) } }
            return (renamed + (removed ?? [:])).sorted { $0.0 < $1.0 }.map { (value: $0.0, becomes: $0.1) }
        }
    }
}
