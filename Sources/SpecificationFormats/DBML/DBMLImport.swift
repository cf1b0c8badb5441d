public import Diagnostics
public import Specification

/// A specification made of DBML files, with what was found on the way.
public struct DBMLImport: Sendable {
    public let specification: Specification
    /// The records of the files, a file for each table.
    public let seeds: [SeedRows]
    /// Warnings: what a specification can't say, and what was decided.
    public let diagnostics: [Diagnostic]

    /// Reads `file` and the files that it uses.
    ///
    /// - Parameters:
    ///   - name: the application's name where no `Project` states one.
    ///   - load: finds a further file by its path, which begins where the path of `file` does; nil where there is
    ///     none.
    /// - Throws: everything that is wrong with the files, in one go; nothing is made of them then.
    public init(
        _ file: SourceFile, named name: String,
        load: (_ path: String) throws(DiagnosticsError) -> SourceFile? = { _ throws(DiagnosticsError) in nil }
    ) throws(DiagnosticsError) {
        var (reader, found) = SchemaReader.read(file, load: load)
        try found.throwIfErrors()
        let tables = reader.scopes.first?.tables.entries.compactMap { reader.tablePositions[$0.id] } ?? []
        var translation = Translation(reader.schema, tables: tables)
        translation.run(named: name)
        for warning in translation.warnings {
            reader.warning(warning.code, warning.message, at: warning.place, fix: warning.fix)
        }
        specification = translation.specification
        seeds = translation.seeds
        diagnostics = reader.diagnostics.sorted
    }
}
