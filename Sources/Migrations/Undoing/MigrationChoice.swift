public import Diagnostics

/// A migration as somebody names it: by its version, by the beginning of that where there is only one such, or by its
/// place in the folder, the first being 1.
public struct MigrationChoice: Hashable, Sendable {
    public var text: String

    public init(_ text: String) { self.text = text }

    /// - Throws: when it names none of `migrations`, or more than one.
    public func migration(among migrations: [Migration]) throws(DiagnosticsError) -> Migration {
        if let exact = migrations.first(where: { $0.version == text }) { return exact }
        if let place = Int(text), migrations.indices.contains(place - 1), !text.hasPrefix("0") {
            return migrations[place - 1]
        }
        let found = text.isEmpty ? [] : migrations.filter { $0.version.hasPrefix(text) }
        if let only = found.first, found.count == 1 { return only }
        throw DiagnosticsError(
            Diagnostic(
                .error, "migration-name",
                found.isEmpty
                    ? "there is no migration '\(text)' in \((migrations.first?.layout ?? .berry).folder)"
                    : "'\(text)' is the beginning of \(found.count) versions",
                notes: (found.isEmpty ? migrations : found).suffix(10).map { .init("\($0.version)_\($0.name)") },
                fix: "write a version, the beginning of one, or its number in the order of versions"))
    }
}
