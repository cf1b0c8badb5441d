internal import Catalog

extension Change {
    /// A question about something new that looks like what is dropped here: it may be the same under another name, which
    /// is for a person to say and never guessed. Nil where nothing does, or more than one thing.
    var lookalike: String? {
        guard isGone, let old else { return nil }
        let (candidates, likeness) =
            kind == .table ? (similarTables(to: old), "the same columns") : (similarColumns(to: old), "the same type")
        guard candidates.count == 1, let new = candidates.first else { return nil }
        return "\(new.phrase.sentence) is new and has \(likeness): if it is the same under another name, say so with "
            + "renamedFrom, or --rename."
    }

    /// Tables that weren't there, with columns of the same names and types.
    private func similarTables(to old: Fact) -> [Fact] {
        let columns = Self.shape(things.from.columns(of: old.name))
        guard !columns.isEmpty else { return [] }
        return things.to.facts(.table, from: "").filter { new in
            things.from[new.id] == nil && Self.shape(things.to.columns(of: new.name)) == columns
        }
    }

    /// Columns of the same table and type that weren't there. Of several that go, nobody knows which is meant.
    private func similarColumns(to old: Fact) -> [Fact] {
        let table = old[.table] ?? ""
        let gone = things.from.columns(of: table).filter { things.to[$0.id] == nil }
        guard gone.count == 1 else { return [] }
        return things.to.columns(of: table).filter { things.from[$0.id] == nil && $0[.type] == old[.type] }
    }

    private static func shape(_ columns: ArraySlice<Fact>) -> [[String?]] { columns.map { [$0[.column], $0[.type]] } }
}

extension Catalog {
    /// The columns of a table, by name.
    fileprivate func columns(of table: String) -> ArraySlice<Fact> { facts(.column, from: "\(table).") }

    /// The facts of a kind whose names begin so; facts are sorted by kind and name.
    fileprivate func facts(_ kind: Fact.Kind, from prefix: String) -> ArraySlice<Fact> {
        let first = Fact.ID(kind, prefix)
        var (low, high) = (0, facts.count)
        while low < high {
            let middle = (low + high) / 2
            if facts[middle].id < first { low = middle + 1 } else { high = middle }
        }
        return facts[low...].prefix { $0.kind == kind && $0.name.utf8.starts(with: prefix.utf8) }
    }
}
