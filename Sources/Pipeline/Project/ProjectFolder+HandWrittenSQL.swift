internal import Diagnostics
internal import Migrations
internal import Specification

extension ProjectFolder {
    /// Reads the files that the specification lists under "sql", in their order.
    ///
    /// - Throws: for paths that lead out of the project, and for files that aren't there.
    func handWrittenSQL(of specification: Specification) throws(DiagnosticsError) -> HandWrittenSQL {
        var diagnostics = Diagnostics()
        var files: [SourceFile] = []
        for (index, name) in specification.sql.enumerated() {
            let place = specification.source.location("sql", .index(index))
            guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
                diagnostics.error(
                    "sql-path", "'\(name)' isn't the path of a file of this project", at: place,
                    fix: "write a path that begins in the project's folder, such as database/sql/views.sql")
                continue
            }
            if files.contains(where: { $0.path == name }) {
                diagnostics.error("duplicate-file", "\(name) is listed twice", at: place, fix: "leave one of them out")
            } else if let file = try SourceFile.read(path(name), called: name) {
                files.append(file)
            } else {
                diagnostics.error(
                    "file-not-found", "there is no file \(name)", at: place, fix: "write the file, or leave it out")
            }
        }
        guard !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics.sorted) }
        let settings = try ProjectSettings.read(in: self) ?? ProjectSettings()
        return HandWrittenSQL(files, statementTimeout: settings.databases.statementTimeout)
    }
}
