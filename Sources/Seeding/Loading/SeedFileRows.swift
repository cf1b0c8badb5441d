internal import Diagnostics
internal import Specification

/// The rows of one JSON file.
struct SeedFileRows: Sendable {
    let file: SourceFile
    /// The file's name without folder and ending: `todos`, `auth.users`.
    let table: String
    let rows: [Row]

    struct Row: Sendable {
        let file: SourceFile
        /// Counted from 1 within the file.
        let number: Int
        let range: Range<Int>
        let members: [Node.Member]

        /// The place of a column's value, or of the row where it states none.
        func location(of column: String?) -> SourceLocation {
            let member = members.first { $0.key == column }
            return file.location(of: member?.value.range ?? range.lowerBound..<range.lowerBound + 1)
        }
    }

    /// Reads an array of objects; reports what is wrong, and is nil then.
    init?(_ file: SourceFile, reporting diagnostics: inout Diagnostics) {
        let root: Node
        do throws(DiagnosticsError) { root = try Document(file).root } catch {
            for diagnostic in error.diagnostics { diagnostics.report(diagnostic) }
            return nil
        }
        self.file = file
        table = Self.stem(of: file.path)
        guard case .array(let elements) = root.value else {
            diagnostics.error(
                "seed-shape", "a seed file holds a list of rows, and this is \(root.kind)",
                at: file.location(of: root.range), fix: "write [ before the first row and ] after the last")
            return nil
        }
        var rows: [Row] = []
        for (index, element) in elements.enumerated() {
            if case .object(let members) = element.value {
                rows.append(Row(file: file, number: index + 1, range: element.range, members: members))
            } else {
                diagnostics.error(
                    "seed-shape", "a row is an object of columns and values, and this is \(element.kind)",
                    at: file.location(of: element.range))
            }
        }
        self.rows = rows
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.hasSuffix(".json") ? name.dropLast(5) : name)
    }
}
