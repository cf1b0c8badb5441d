internal import Catalog
public import Diagnostics
internal import Naming
internal import SchemaDiff

/// What a person says is the same thing under another name: `todos=tasks`, `todos.title=todos.name`.
public struct Rename: Hashable, Sendable {
    public var old: String
    public var new: String

    /// - Throws: when `text` has no two names.
    public init(_ text: String) throws(DiagnosticsError) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Self.refusal(
                "'\(text)' is no rename", fix: "write the old name, =, and the new name: todos.title=name")
        }
        (old, new) = (parts[0], parts[1])
    }

    /// The rename, of what `catalog` has under the old name.
    func declared(in catalog: Catalog) throws(DiagnosticsError) -> DeclaredRename {
        let found = catalog.facts.filter { $0.isRenamable && ($0.name == old || $0.name == "public.\(old)") }
        guard let fact = found.first else {
            throw Self.refusal(
                "nothing is called '\(old)'", fix: "write a table, TABLE.COLUMN, or another thing with its schema")
        }
        guard found.count == 1 else {
            throw Self.refusal(
                "'\(old)' is the name of more than one thing: \(found.map(\.id.description).joined(separator: ", "))",
                fix: "write its schema as well")
        }
        // The new name may repeat where the thing is.
        let name = quotedIdentifier(String(new.split(separator: ".").last ?? "").trimmingQuotes)
        return DeclaredRename(fact, to: name)
    }

    private static func refusal(_ message: String, fix: String) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.error, "rename", message, fix: fix))
    }
}

extension String {
    fileprivate var trimmingQuotes: String {
        hasPrefix("\"") && hasSuffix("\"") && count > 1 ? String(dropFirst().dropLast()) : self
    }
}

extension Fact {
    fileprivate var isRenamable: Bool {
        switch kind {
        case .table, .column, .view, .materializedView, .enumeration, .compositeType, .domain, .rangeType, .sequence,
            .function,
            .index, .schema:
            true
        default: false
        }
    }
}
