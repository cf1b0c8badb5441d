internal import AccessControl
internal import Catalog
internal import Diagnostics
internal import Migrations
internal import Schema
internal import Specification
internal import SpecificationFormats

/// A specification and SQL that together make what a database holds. A table that the specification wouldn't make
/// exactly is said by the SQL as a whole.
struct SchemaTranslation {
    private(set) var specification = Specification()
    /// Nil where the specification says it all.
    private(set) var handWritten: String?
    /// What the specification brings along, and the database hasn't.
    private(set) var additions: [Fact.ID] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(of catalog: Catalog, named name: String, on target: Target) async throws {
        var aside: Set<String> = []
        while true {
            let imported = CatalogImport(catalog, named: name, on: target, aside: aside)
            specification = imported.specification
            diagnostics = imported.diagnostics
            do {
                let migration = try await Self.migration(of: specification)
                let generated = try await Rehearsal.catalog(of: migration, on: target)
                let faults = ImportFaults(of: catalog, in: generated).tables
                guard faults.isSubset(of: aside) else {
                    aside.formUnion(faults)
                    continue
                }
                let remainder = try await SchemaRemainder(
                    of: catalog, without: imported.replaced, beside: migration, making: generated, on: target)
                if !remainder.sql.isEmpty {
                    handWritten = remainder.sql
                    specification.sql = [SpecificationImport.handWrittenPath]
                }
                additions = remainder.additions
                report(imported, aside, losses: remainder.losses)
            } catch let error as DiagnosticsError {
                let tables = Self.entities(of: error, in: specification).compactMap { imported.tables[$0] }
                guard !aside.isSuperset(of: tables) else {
                    report(error)
                    return
                }
                aside.formUnion(tables)
                continue
            }
            return
        }
    }

    /// What the application is for.
    mutating func describe(_ text: String?) { specification.description = text ?? specification.description }

    private static let file = "the specification"

    private static func migration(of specification: Specification) async throws -> Migration {
        let document = try Document(SourceFile(path: file, text: specification.canonicalText))
        let model = try await Stages.model.run(Stages.specification.run(document)).value
        let schema = DatabaseSchema(model)
        return Migration.initial(version: "", schema, AccessSchema(model, schema))
    }

    /// The entities that errors point at.
    private static func entities(of error: DiagnosticsError, in specification: Specification) -> [String] {
        guard let document = try? Document(SourceFile(path: file, text: specification.canonicalText)),
            case .array(let nodes)? = document.root.member("entities")?.value.value
        else { return [] }
        let lines = nodes.map { node in
            let place = document.file.location(of: node.range)
            let end = document.file.location(
                of: max(node.range.lowerBound, node.range.upperBound - 1)..<node.range.upperBound)
            return place.line...max(place.line, end.line)
        }
        return error.diagnostics.filter { $0.severity == .error && $0.location?.file == file }.compactMap {
            diagnostic in
            guard let line = diagnostic.location?.line, let index = lines.firstIndex(where: { $0.contains(line) })
            else {
                return nil
            }
            return specification.entities[index].name
        }
    }

    private mutating func report(_ imported: CatalogImport, _ aside: Set<String>, losses: [Fact.ID]) {
        if !aside.isEmpty {
            let names = aside.sorted()
            let shown = names.prefix(3).joined(separator: ", ")
            let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
            diagnostics.append(
                Diagnostic(
                    .warning, "kept-as-sql",
                    "SQL says \(names.count == 1 ? "this table" : "these tables"), because a specification wouldn't make "
                        + "the same: \(shown)\(rest)",
                    fix: "nobody but the service role reads what no policy opens; add policies to that SQL"))
        }
        for policy in imported.replaced.sorted() {
            diagnostics.append(Diagnostic(.warning, "policy-replaced", "the \(policy) becomes a grant"))
        }
        diagnostics += losses.map { id in
            Diagnostic(
                .warning, "not-imported", "\(id) isn't the same after the import",
                fix: "compare both with 'berry db diff', and say in the specification what it shall be")
        }
    }

    private mutating func report(_ error: DiagnosticsError) {
        diagnostics.append(
            Diagnostic(
                .warning, "no-remainder", "what the specification has no words for can't be told",
                fix: "change what the errors name, and compare with 'berry db diff --to spec'"))
        // What is wrong with the specification is said of it in any case.
        diagnostics += error.diagnostics.filter { $0.severity == .error && $0.location?.file != Self.file }.map {
            Diagnostic(.warning, $0.code, $0.message, fix: $0.fix)
        }
    }
}
