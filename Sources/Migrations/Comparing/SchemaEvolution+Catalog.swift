internal import Catalog
internal import Diagnostics
internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import SchemaDiff

extension SchemaEvolution {
    /// The renames that a database still needs which holds `base`.
    ///
    /// - Throws: where an old name is the name of something that the schema wants to keep.
    func renames(from base: Catalog, to desired: Catalog) throws(DiagnosticsError) -> [DeclaredRename] {
        var renames: [DeclaredRename] = []
        for (kind, names) in [(Fact.Kind.enumeration, formerNames.types), (.table, formerNames.tables)] {
            for name in names {
                let former = name.former.map { Fact.ID(kind, Self.qualified($0)) }
                guard base[Fact.ID(kind, Self.qualified(name.current))] == nil,
                    let fact = try Self.found(former, in: base, desired, name)
                else { continue }
                renames.append(DeclaredRename(fact, to: quotedIdentifier(name.current)))
            }
        }
        for table in formerNames.columns.keys.sorted() {
            let new = Self.qualified(table)
            let old = renames.first { $0.new == Fact.ID(.table, new) }?.old.name ?? new
            for name in formerNames.columns[table] ?? [] {
                func column(_ table: String, _ name: String) -> Fact.ID {
                    Fact.ID(.column, "\(table).\(quotedIdentifier(name))")
                }
                guard base[column(old, name.current)] == nil else { continue }
                let kept = name.former.filter { desired[column(new, $0)] == nil }
                guard var fact = kept.lazy.compactMap({ base[column(old, $0)] }).first else { continue }
                fact.properties[.table] = new
                fact.id = Fact.ID(.column, "\(new).\(fact[.column] ?? "")")
                renames.append(DeclaredRename(fact, to: quotedIdentifier(name.current)))
            }
        }
        return renames
    }

    /// What a catalog says of a former name that nothing has any more.
    private static func found(
        _ former: [Fact.ID], in base: Catalog, _ desired: Catalog, _ name: FormerNames.Name
    ) throws(DiagnosticsError) -> Fact? {
        if let fact = former.lazy.filter({ desired[$0] == nil }).compactMap({ base[$0] }).first { return fact }
        guard let declaration = name.declaration, let kept = former.first(where: { base[$0] != nil }) else {
            return nil
        }
        throw DiagnosticsError(
            Diagnostic(
                .error, "former-name-in-use",
                "\(declaration) is renamed, and the \(kept) is to stay: it can't become '\(name.current)' too",
                fix: "leave \"renamedFrom\" out, or give the other one another name"))
    }

    /// The columns of `base` that aren't wanted any more and stay for programs that know them.
    func kept(in base: Catalog, to desired: Catalog) -> [KeptColumn] {
        formerColumns.compactMap { former in
            let id = Self.column(former.table, former.column)
            let reads = former.reads.map { Self.column(former.table, $0) }
            guard let column = base[id], desired[id] == nil, reads.allSatisfy({ desired[$0] != nil }),
                !Self.wouldOpen(column, of: former.table, in: base, to: desired)
            else { return nil }
            return KeptColumn(column, value: former.value.sql, reads: reads)
        }
    }

    /// Whether somebody gets a right on the whole table who has none on the column: a hidden one doesn't stay.
    private static func wouldOpen(
        _ column: Fact, of table: QualifiedName, in base: Catalog, to desired: Catalog
    ) -> Bool {
        let whole = Fact.ID(.table, table.sql)
        func privileges(on subject: Fact.ID, of grantee: String, in catalog: Catalog) -> [Substring] {
            catalog[Fact.ID(.grant, "on \(subject) to \(grantee)")]?[.privileges]?.split(separator: ", ") ?? []
        }
        return desired.facts.contains { grant in
            guard grant.kind == .grant, grant.parent == whole, let grantee = grant[.grantee] else { return false }
            let known = [whole, column.id].flatMap { privileges(on: $0, of: grantee, in: base) }
            return privileges(on: whole, of: grantee, in: desired).contains { privilege in
                ["select", "insert", "update"].contains(privilege) && !known.contains(privilege)
            }
        }
    }

    /// The same where a column that stays isn't renamed: the one that takes its place is another one, with its values.
    func parting(from kept: [KeptColumn]) -> SchemaEvolution {
        var parting = self
        for (table, names) in formerNames.columns {
            let name = QualifiedName("public", table)
            for rename in names {
                let former = rename.former.filter { old in
                    kept.contains { $0.column == Self.column(name, old) }
                }
                guard let old = former.first else { continue }
                parting.formerNames.columns[table]?.removeAll { $0 == rename }
                parting.backfills.append(
                    Backfill(
                        table: name, column: rename.current, value: .column(old), isConstant: false, reads: [old]))
            }
        }
        return parting
    }

    /// What becomes of rows, when `renames` have been carried out.
    func declared(after renames: [DeclaredRename], to desired: Catalog) -> DeclaredChanges {
        var declared = DeclaredChanges()
        declared.timekeepers = Set(
            desired.facts.filter {
                $0.kind == .trigger && Self.keepsTime($0[.definition] ?? "")
            }.map(\.id))
        for backfill in backfills {
            var value = backfill.value
            var reads: [Fact.ID] = []
            for read in backfill.reads {
                // By then the column has its new name.
                let renamed = renames.first { $0.old == Self.column(backfill.table, read) }
                let former = formerNames.columns[backfill.table.name]?.first { $0.former.contains(read) }
                if renamed != nil, let former { value = value.renamingUserColumn(read, to: former.current) }
                reads.append(renamed?.new ?? Self.column(backfill.table, read))
            }
            declared.fills[Self.column(backfill.table, backfill.column)] = Fill(
                value.sql, isConstant: backfill.isConstant, reads: reads)
        }
        for replacement in replacements {
            declared.replacements[Self.column(replacement.table, replacement.column)] = SchemaDiff.ValueReplacement(
                type: replacement.type.map { Fact.ID(.enumeration, $0.sql) }, isList: replacement.isList,
                values: replacement.values.map { .init(old: $0.old, new: $0.new, isRename: $0.isRename) })
        }
        return declared
    }

    /// What a change that a migration makes for its own sake isn't to set off.
    private static func keepsTime(_ definition: String) -> Bool {
        definition.hasSuffix("EXECUTE FUNCTION private.set_updated_at()")
            || definition.contains("EXECUTE FUNCTION private.keep_version(")
    }

    private static func qualified(_ name: String) -> String { QualifiedName("public", name).sql }

    private static func column(_ table: QualifiedName, _ name: String) -> Fact.ID {
        Fact.ID(.column, "\(table.sql).\(quotedIdentifier(name))")
    }
}
