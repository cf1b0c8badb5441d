/// Where a project's migrations stand, and what their files are called; the raw values are written in `berry.json`.
public enum MigrationLayout: String, Codable, CaseIterable, Sendable {
    /// `database/migrations/VERSION_name.up.sql` and `.down.sql`.
    case berry
    /// `supabase/migrations/VERSION_name.sql`, as the Supabase CLI runs them. It would take a way back for another
    /// migration there, so those are in `supabase/rollbacks`.
    case supabase

    /// Where the list of what is sealed stands, which names files from here on. All paths are below the project's
    /// folder.
    public var root: String { self == .berry ? "database/migrations" : "supabase" }

    /// Where the files are that are applied.
    public var folder: String { self == .berry ? root : "supabase/migrations" }

    /// What the paths of everything begin with that berry writes of migrations.
    public static let places = [
        "database/migrations/", "supabase/migrations/", "supabase/rollbacks/", "supabase/berry.sum",
    ]

    public func path(_ name: MigrationFileName) -> String {
        switch (self, name.direction) {
        case (.berry, _): "\(folder)/\(name.text)"
        case (.supabase, .up): "\(folder)/\(name.version)_\(name.name).sql"
        case (.supabase, .down): "supabase/rollbacks/\(name.version)_\(name.name).sql"
        }
    }

    /// The migration's file that ``folder`` has under this name; nil when it isn't one.
    public func file(named name: String) -> MigrationFileName? {
        guard self == .supabase else { return MigrationFileName(name) }
        guard name.hasSuffix(".sql"), let file = MigrationFileName("\(name.dropLast(".sql".count)).up.sql") else {
            return nil
        }
        return file
    }
}
