public import Catalog

/// A catalog that knows which of its facts were the same things before, even under other names.
public struct IdentifiedCatalog: Sendable {
    public let catalog: Catalog
    /// By what PostgreSQL itself calls each thing, whatever people call it.
    private let ids: [Address: Fact.ID]

    init(_ catalog: Catalog, _ ids: [Address: Fact.ID]) {
        self.catalog = catalog
        self.ids = ids
    }

    /// What is left without some things, and all that is a part of them.
    func without(_ things: Set<Fact.ID>) -> IdentifiedCatalog { IdentifiedCatalog(catalog.without(things), ids) }

    /// The tables, views, types and functions that changed their names since `earlier`, and then the columns, each
    /// as it was, with its new name. Both are of one database.
    public func renames(since earlier: IdentifiedCatalog) -> [(old: Fact, name: String)] {
        let kept = earlier.ids.compactMap { address, id -> (old: Fact, new: Fact)? in
            guard let now = ids[address], now != id, let old = earlier.catalog[id], let new = catalog[now] else {
                return nil
            }
            return (old, new)
        }
        let whole = kept.compactMap { old, new -> (old: Fact, name: String)? in
            guard old.kind == new.kind, old.isNamedByPeople, old[.schema] == new[.schema],
                new.bareName != old.bareName
            else { return nil }
            return (old, new.bareName)
        }
        let columns = kept.compactMap { old, new -> (old: Fact, name: String)? in
            guard old.kind == .column, new.kind == .column, let name = new[.column], name != old[.column] else {
                return nil
            }
            // Its table has its new name by then.
            var column = old
            column.properties[.table] = new[.table]
            column.id.name = "\(new[.table] ?? "").\(old[.column] ?? "")"
            return (column, name)
        }
        return whole.sorted { $0.old.id < $1.old.id } + columns.sorted { $0.old.id < $1.old.id }
    }
}

extension Fact {
    /// Whether a person chose its name, and whoever uses it has to know.
    fileprivate var isNamedByPeople: Bool {
        switch kind {
        case .table, .view, .materializedView, .enumeration, .compositeType, .domain, .rangeType, .function, .schema:
            true
        default: false
        }
    }
}
