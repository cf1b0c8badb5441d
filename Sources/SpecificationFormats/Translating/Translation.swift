internal import Diagnostics
internal import Naming
internal import Specification

/// Makes a specification of a schema: names, keys, relations. What a specification can't say is reported.
struct Translation {
    let schema: Schema
    /// The tables that become entities, as far as they aren't the platform's.
    private let wanted: [Int]
    private(set) var warnings: [Warning] = []
    var specification = Specification()
    var seeds: [SeedRows] = []

    /// The positions of the tables that become entities, in their order.
    var included: [Int] = []
    /// Table → the name of its entity, and of the table in the database.
    var entityNames: [Int: String] = [:]
    var tableNames: [Int: String] = [:]
    /// Supabase's own table of accounts, if it is among the tables.
    var accounts: Int?
    /// The table that becomes the entity `User`.
    var userTable: Int?
    /// Names of tables in the database.
    var takenTables: Set<String> = []
    /// Table → the references that it holds the keys of.
    var held: [Int: [Schema.Reference]] = [:]
    /// Enum → its name in the specification.
    var enumNames: [Int: String] = [:]
    /// Table → how its columns are called in the specification, once it was translated.
    var members: [Int: [Int: Member]] = [:]
    /// Names of indexes and constraints.
    var constraintNames: Set<String> = []

    struct Warning: Sendable {
        var code: String
        var message: String
        var place: Place
        var fix: String?
    }

    /// What a column became.
    struct Member {
        /// The field or relation; `id` for the key that the database makes.
        var name: String
        var column: String
        var type: ColumnType
        var isRelation = false
    }

    init(_ schema: Schema, tables wanted: [Int]) {
        self.schema = schema
        self.wanted = wanted
    }

    mutating func run(named name: String) {
        nameProject(name)
        chooseTables()
        nameEnums()
        collectReferences()
        for position in included { addEntity(ofTableAt: position) }
        addLinks()
        addManyToMany()
        addGroups()
        stateTimestamps()
    }

    mutating func warning(_ code: String, _ message: String, at place: Place, fix: String? = nil) {
        warnings.append(Warning(code: code, message: message, place: place, fix: fix))
    }

    func isIncluded(_ position: Int) -> Bool { entityNames[position] != nil }

    private mutating func nameProject(_ fallback: String) {
        let name = schema.project?.name ?? fallback
        let parts = SpecificationName.database(name.map { $0 == "-" ? "_" : "\($0)" }.joined())
        specification.name = name.contains("-") ? parts.split(separator: "_").joined(separator: "-") : parts
        specification.description = schema.project?.note
    }

    private mutating func chooseTables() {
        var names = TakenNames()
        var tables = Set<String>()
        accounts = wanted.last { isAccounts($0) }
        for position in wanted where !isAccounts(position) {
            let table = schema.tables[position]
            var name = SpecificationName.database(table.name)
            while !tables.insert("\(table.schema ?? "").\(name)").inserted { name += "_2" }
            if name != table.name {
                warning(
                    "renamed", "the table '\(table.name)' becomes '\(name)'", at: table.place,
                    fix: "in a specification, names are ASCII letters, digits and underscores")
            }
            tableNames[position] = name
            let singular = SpecificationName.entity(name)
            let prefix = table.schema.map { pascalCase(SpecificationName.database($0)) } ?? ""
            let whole = pascalCase(name)
            entityNames[position] = names.take(
                [singular] + (prefix.isEmpty ? [] : [prefix + singular]) + (whole == singular ? [] : [whole]))
            if words(of: entityNames[position] ?? "") == ["user"] { userTable = position }
            takenTables.insert(name)
            included.append(position)
        }
    }

    private func isAccounts(_ position: Int) -> Bool {
        schema.tables[position].schema == "auth" && schema.tables[position].name == "users"
    }

    /// Enums that the first file declares, or that a table uses.
    private mutating func nameEnums() {
        var used = Set(schema.enums.indices.filter { schema.enums[$0].isIncluded })
        for position in included { used.formUnion(schema.tables[position].columns.compactMap(\.enumeration)) }
        var names = TakenNames()
        for position in schema.enums.indices where used.contains(position) {
            let declared = schema.enums[position]
            let base = pascalCase(SpecificationName.database(declared.name))
            let prefix = declared.schema.map { pascalCase(SpecificationName.database($0)) } ?? ""
            let name = names.take(prefix.isEmpty ? [base] : [base, prefix + base])
            enumNames[position] = name
            var translated = EnumDeclaration()
            translated.name = name
            translated.description = declared.note
            translated.values = declared.values.map { value in
                var translated = EnumValue(value.name)
                translated.description = value.note
                return translated
            }
            specification.enums.append(translated)
        }
    }

    private mutating func collectReferences() {
        for reference in schema.references {
            guard let ends = ends(of: reference) else { continue }
            held[ends.from.table, default: []].append(reference)
        }
    }

    /// The side that holds the key: of two columns that are one-to-one, never the one that alone is a key.
    func ends(of reference: Schema.Reference) -> (from: Schema.Reference.Side, to: Schema.Reference.Side)? {
        guard let ends = reference.ends else { return nil }
        guard reference.kind == .oneToOne else { return ends }
        func isKey(_ side: Schema.Reference.Side) -> Bool { Set(key(ofTableAt: side.table)) == Set(side.columns) }
        return isKey(ends.from) && !isKey(ends.to) ? (ends.to, ends.from) : ends
    }

    /// The columns of the primary key; a column `id` is one where nothing else is.
    func key(ofTableAt position: Int) -> [Int] {
        let table = schema.tables[position]
        let key = table.key
        guard key.isEmpty, let id = table.columns.firstIndex(where: { $0.name == "id" }) else { return key }
        return [id]
    }

    private mutating func addGroups() {
        for group in schema.groups {
            var translated = Group()
            translated.name = group.name
            translated.description = group.note
            translated.entities = group.tables.compactMap { entityNames[$0] }
            specification.groups.append(translated)
        }
    }

    /// Where no table has the timestamps that berry keeps, it is said once.
    private mutating func stateTimestamps() {
        guard !specification.entities.isEmpty, specification.entities.allSatisfy({ $0.timestamps == false }) else {
            return
        }
        var defaults = Defaults()
        defaults.timestamps = false
        specification.defaults = defaults
        for index in specification.entities.indices { specification.entities[index].timestamps = nil }
    }
}
