public import LocalPostgres
public import Specification

extension DatabaseTemplate {
    /// What a new database of `target` holds before anybody's migration runs.
    public static func platform(of target: Target) -> DatabaseTemplate {
        switch target {
        case .postgres: .empty
        case .supabase: .bootstrap(SupabasePlatform.bootstrap(.explicit))
        }
    }
}
