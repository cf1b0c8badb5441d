internal import Diagnostics

/// Reads a DBML file, and those that it uses, into one schema: looks every name up, and reports what is wrong in all
/// of them.
struct SchemaReader {
    /// Finds the text of a file by its path, which begins where the path of the first file does.
    typealias Loader = (_ path: String) throws(DiagnosticsError) -> SourceFile?

    private(set) var files: [SourceFile] = []
    private(set) var trees: [FileSyntax] = []
    /// For each file, in the order of its uses: the position of the file that it uses.
    private(set) var uses: [[Int?]] = []
    private(set) var diagnostics = Diagnostics()
    var scopes: [Scope] = []
    var schema = Schema()

    /// The position in the schema of each table and enum.
    var tablePositions: [DeclarationID: Int] = [:]
    var enumPositions: [DeclarationID: Int] = [:]
    /// Tables of which a column may be missing, because a line couldn't be read.
    var incompleteTables: Set<Int> = []
    /// Tables that nobody declared, with the places that name them, in the order in which they were met.
    var missingTables: [(name: QualifiedNameSyntax, place: Place, known: [String], others: Int)] = []
    var missingPositions: [String: Int] = [:]
    /// The names of each table's columns, where more than one was looked for.
    var columnPositions: [Int: [String: Int]] = [:]

    /// The schema of `file`, and what was found to be wrong in it and in the files that it uses.
    static func read(_ file: SourceFile, load: Loader) -> (reader: SchemaReader, diagnostics: Diagnostics) {
        var reader = SchemaReader()
        reader.load(file, load)
        reader.makeScopes()
        reader.bindEnums()
        reader.bindTables()
        reader.bindReferences()
        reader.bindRecords()
        reader.bindGroups()
        reader.bindProject()
        reader.reportMissingTables()
        return (reader, reader.diagnostics)
    }

    func location(_ place: Place) -> SourceLocation? {
        files.indices.contains(place.file) ? files[place.file].location(of: place.range.offsets) : nil
    }

    mutating func error(
        _ code: String, _ message: String, at place: Place, note: (String, Place)? = nil, fix: String? = nil
    ) {
        let keeps = diagnostics.keeps(.error)
        diagnostics.error(
            code, message, at: keeps ? location(place) : nil,
            notes: keeps ? note.map { [.init($0.0, at: location($0.1))] } ?? [] : [], fix: fix)
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.report(diagnostic) }

    var diagnosticsKeepErrors: Bool { diagnostics.keeps(.error) }

    mutating func warning(_ code: String, _ message: String, at place: Place, fix: String? = nil) {
        diagnostics.warning(code, message, at: diagnostics.keeps(.warning) ? location(place) : nil, fix: fix)
    }

    // MARK: Files

    private mutating func load(_ first: SourceFile, _ load: Loader) {
        var positions = [Self.normalized(first.path): 0]
        add(first)
        var next = 0
        while next < files.count {
            for use in trees[next].uses {
                let place = Place(file: next, range: use.pathRange)
                let path = Self.path(use.path, from: files[next].path)
                if positions[path] == nil {
                    do throws(DiagnosticsError) {
                        if let file = try load(path) {
                            positions[path] = files.count
                            add(file)
                        } else {
                            error("file-not-found", "there is no file \(path)", at: place)
                        }
                    } catch {
                        for diagnostic in error.diagnostics { diagnostics.report(diagnostic) }
                    }
                }
                uses[next].append(positions[path])
            }
            next += 1
        }
    }

    private mutating func add(_ file: SourceFile) {
        let (tree, found) = Parser.parse(file)
        files.append(file)
        trees.append(tree)
        uses.append([])
        diagnostics.report(found)
    }

    /// The path that `path`, written in the file at `origin`, means; the ending may be left out.
    static func path(_ path: String, from origin: String) -> String {
        let folder = origin.lastIndex(of: "/").map { String(origin[...$0]) } ?? ""
        let whole = path.hasPrefix("/") ? path : folder + path
        return normalized(whole.hasSuffix(".dbml") ? whole : whole + ".dbml")
    }

    /// Without `.`, and without `..` as far as there are folders to leave.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private mutating func bindProject() {
        for (file, tree) in trees.enumerated() {
            for project in tree.projects.dropFirst() {
                error(
                    "second-project", "a file describes one project",
                    at: Place(file: file, range: project.range),
                    note: ("the first one is described here", Place(file: file, range: tree.projects[0].range)),
                    fix: "leave this one out")
            }
        }
        schema.project = trees.first?.projects.first.map { .init(name: $0.name?.text, note: $0.note) }
    }
}
