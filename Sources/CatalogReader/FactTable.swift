internal import Catalog
internal import Foundation
internal import Postgres

/// The facts as they are read, with the addresses by which they find each other.
struct FactTable {
    private struct Entry {
        var fact: Fact
        var isPlatform = false
        var query: FactQuery
        /// What it is a part of, by its address, and what it needs besides.
        var parent: Address?
        var on: Address?
        var dependencies: Set<Int> = []
    }

    private var entries: [Entry] = []
    private var places: [Address: Int] = [:]
    private var aliases: [Address: Address] = [:]

    mutating func add(_ rows: Rows, of query: FactQuery) throws(PostgresError) {
        let columns = FactColumns(rows)
        for row in rows {
            var properties: [Fact.Property: String] = [:]
            for (index, property) in columns.properties {
                if let value = try row.optionalText(index) { properties[property] = value }
            }
            let inherited = try columns.inherited.flatMap { index throws(PostgresError) in try row.optionalText(index) }
            let fact = Fact(
                query.kind,
                try columns.name.flatMap { index throws(PostgresError) in try row.optionalText(index) } ?? "",
                properties, position: try columns.number(columns.position, row) ?? 0,
                inheritedFrom: inherited.flatMap { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) } ?? []
            )
            if let catalog = query.catalog, let oid = try columns.number(columns.oid, row) {
                let address = Address(
                    Address.catalogs[catalog] ?? 0, oid, try columns.number(columns.sub, row) ?? 0)
                places[address] = entries.count
            }
            let isPlatform = try columns.platform.map { index throws(PostgresError) in try row.bool(index) } ?? false
            var entry = Entry(fact: fact, isPlatform: isPlatform, query: query)
            if let parent = try columns.number(columns.parent, row) {
                let catalog = try columns.number(columns.parentClass, row) ?? Address.catalogs[query.parentCatalog]
                entry.parent = Address(catalog ?? 0, parent, try columns.number(columns.parentSub, row) ?? 0)
            }
            if let on = try columns.number(columns.on, row) {
                entry.on = Address(Address.catalogs["pg_class"] ?? 0, on, try columns.number(columns.onSub, row) ?? 0)
            }
            entries.append(entry)
        }
    }

    mutating func addAliases(_ rows: Rows) throws(PostgresError) {
        for row in rows { aliases[try Address(row, from: 0)] = try Address(row, from: 3) }
        for index in entries.indices {
            for address in [entries[index].parent, entries[index].on].compactMap(\.self) {
                if let other = place(of: address), other != index { entries[index].dependencies.insert(other) }
            }
        }
    }

    mutating func addDependencies(_ rows: Rows) throws(PostgresError) {
        for row in rows {
            guard let from = place(of: try Address(row, from: 0)), let to = place(of: try Address(row, from: 3)),
                from != to
            else { continue }
            entries[from].dependencies.insert(to)
        }
    }

    /// The fact at an address: the column's, the thing's that has it, or that which it is a part of.
    private func place(of address: Address) -> Int? {
        var address = address
        // Each alias leads to something larger; the longest chain is array → row type → table.
        for _ in 0..<8 {
            if let place = places[address] { return place }
            if let alias = aliases[address] {
                address = alias
            } else if address.column != 0 {
                address = address.withoutColumn
            } else {
                return nil
            }
        }
        return nil
    }

    /// Whether a comment or a grant is about the thing itself and not about a member of an extension.
    private func isAbout(_ entry: Entry, _ about: Fact.ID) -> Bool {
        about.kind != .extension || entry.parent?.catalog == Address.catalogs["pg_extension"]
    }

    /// The facts, without those about things that aren't.
    var catalog: IdentifiedCatalog {
        var ids: [Fact.ID?] = entries.map { $0.query.preposition != nil ? nil : $0.fact.id }
        let parents = entries.map { $0.parent.flatMap(place(of:)) }
        for (index, entry) in entries.enumerated() {
            guard let preposition = entry.query.preposition, let parent = parents[index], let about = ids[parent],
                isAbout(entry, about)
            else { continue }
            let column = entry.fact[.column].flatMap { about.kind == .column ? nil : ".\($0)" } ?? ""
            let backing = entry.fact[.objects].map { name in " (index \(name))" } ?? ""
            let suffix = entry.fact.name.isEmpty ? "" : " to \(entry.fact.name)"
            ids[index] = Fact.ID(entry.fact.kind, "\(preposition) \(about)\(column)\(backing)\(suffix)")
        }
        var (facts, platform): ([Fact], [Fact]) = ([], [])
        for (index, entry) in entries.enumerated() {
            guard let id = ids[index] else { continue }
            if entry.parent != nil, parents[index] == nil, !entry.query.allowsForeignParent { continue }
            var fact = entry.fact
            fact.id = id
            fact.parent = parents[index].flatMap { ids[$0] }
            fact.dependencies = entry.dependencies.compactMap { ids[$0] }.sorted()
            if entry.isPlatform { platform.append(fact) } else { facts.append(fact) }
        }
        let names = places.compactMapValues { ids[$0] }
        return IdentifiedCatalog(Catalog(facts, platform: platform), names)
    }
}

/// Where a query's columns are.
private struct FactColumns {
    var oid, sub, name, parent, parentSub, parentClass, on, onSub, position, inherited, platform: Int?
    var properties: [(index: Int, property: Fact.Property)] = []

    init(_ rows: Rows) {
        for (index, column) in rows.columns.enumerated() {
            switch column.name {
            case "oid": oid = index
            case "sub": sub = index
            case "name": name = index
            case "parent": parent = index
            case "parent_sub": parentSub = index
            case "parent_class": parentClass = index
            case "on": on = index
            case "on_sub": onSub = index
            case "position": position = index
            case "inherited": inherited = index
            case "platform": platform = index
            default: if let property = Fact.Property(rawValue: column.name) { properties.append((index, property)) }
            }
        }
    }

    func number(_ index: Int?, _ row: Row) throws(PostgresError) -> Int? {
        guard let index, try !row.isNull(index) else { return nil }
        return try row.int(index)
    }
}
