internal import Catalog
internal import Diagnostics
internal import DomainModel
internal import Naming
internal import SQL
internal import Schema

extension SchemaEvolution {
    /// What says a former name that nothing has any more, after migrations that end with `base`.
    func spentRenames(after base: Catalog) -> [Diagnostic] {
        var spent: [Diagnostic] = []
        for (kind, names) in [(Fact.Kind.enumeration, formerNames.types), (.table, formerNames.tables)] {
            spent += names.compactMap { name in
                Self.warning(name) { base[Fact.ID(kind, QualifiedName("public", $0).sql)] != nil }
            }
        }
        for table in formerNames.columns.keys.sorted() {
            let place = QualifiedName("public", table).sql
            spent += (formerNames.columns[table] ?? []).compactMap { name in
                Self.warning(name) { base[Fact.ID(.column, "\(place).\(quotedIdentifier($0))")] != nil }
            }
        }
        return spent
    }

    private static func warning(_ name: FormerNames.Name, isThere: (String) -> Bool) -> Diagnostic? {
        // A name that follows from another goes with that one.
        guard let declaration = name.declaration, isThere(name.current), !name.former.contains(where: isThere) else {
            return nil
        }
        return Diagnostic(
            .warning, "renamed-from-spent",
            "\(declaration) has been '\(name.current)' since a migration that databases have run: its \"renamedFrom\" "
                + "has no effect any more",
            fix: "leave \"renamedFrom\" out")
    }
}
