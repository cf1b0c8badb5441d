/// A declaration, by the position of its file and its position there.
struct DeclarationID: Hashable, Sendable {
    var file: Int
    var index: Int
}

/// The names that a file can use: its own and those that it was given by others.
struct Scope: Sendable {
    /// What a name of each kind means.
    var tables = Names()
    var enums = Names()
    var partials = Names()
    var groups = Names()
    var notes = Names()
    /// Further names of tables: `Table users as U`.
    var aliases: [String: DeclarationID] = [:]

    /// Declarations by name, in the order in which they were added.
    struct Names: Sendable {
        struct Entry: Sendable {
            var schema: String?
            var name: String
            var id: DeclarationID
        }
        private(set) var entries: [Entry] = []
        private var positions: [String: Int] = [:]

        /// Adds a name; the declaration that has it already otherwise.
        mutating func add(_ schema: String?, _ name: String, _ id: DeclarationID) -> DeclarationID? {
            let key = Scope.key(schema, name)
            if let position = positions[key] { return entries[position].id == id ? nil : entries[position].id }
            positions[key] = entries.count
            entries.append(Entry(schema: Scope.schema(schema), name: name, id: id))
            return nil
        }

        subscript(schema: String?, name: String) -> DeclarationID? {
            positions[Scope.key(schema, name)].map { entries[$0].id }
        }
    }

    /// The schema `public` is the one that is meant where none is named.
    static func schema(_ schema: String?) -> String? { schema == "public" ? nil : schema }

    private static func key(_ schema: String?, _ name: String) -> String {
        // No name holds this character.
        self.schema(schema).map { "\($0)\u{1F}\(name)" } ?? name
    }

    func table(_ name: QualifiedNameSyntax) -> DeclarationID? {
        tables[name.schema?.text, name.name.text] ?? (name.schema == nil ? aliases[name.name.text] : nil)
    }

    subscript(kind: UseSyntax.Item.Kind) -> Names {
        get {
            switch kind {
            case .table: tables
            case .enum: enums
            case .partial: partials
            case .group: groups
            case .note, .schema: notes
            }
        }
        set {
            switch kind {
            case .table: tables = newValue
            case .enum: enums = newValue
            case .partial: partials = newValue
            case .group: groups = newValue
            case .note, .schema: notes = newValue
            }
        }
    }

    /// The kinds of things that have names of their own.
    static let kinds: [UseSyntax.Item.Kind] = [.table, .enum, .partial, .group, .note]
}
