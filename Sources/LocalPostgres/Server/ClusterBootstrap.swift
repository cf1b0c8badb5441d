/// What every private cluster holds: the roles, which belong to a cluster and not to a database.
enum ClusterBootstrap {
    static var sql: String { roles + templateDatabase }

    /// The API roles are those of `Schema`'s `APIRole`, which this target doesn't know: a server is one for schemas
    /// that aren't berry's, too.
    ///
    /// The role `postgres` is what strangers' SQL runs as. As on hosted Supabase it is no superuser and
    /// bypasses row security; unlike there it has no CREATEROLE, with which, before PostgreSQL 16, a role can
    /// give itself `pg_execute_server_program`, and with that run programs on this machine. For the same
    /// reason none of the roles it is a member of has CREATEROLE.
    static let roles = """
        create role postgres login nosuperuser bypassrls createdb nocreaterole noreplication;
        create role anon nologin;
        create role authenticated nologin;
        create role service_role nologin bypassrls;
        create role authenticator login noinherit;
        create role supabase_auth_admin nologin noinherit;
        create role supabase_storage_admin nologin noinherit;
        create role dashboard_user nologin;
        grant anon, authenticated, service_role to authenticator;
        grant anon, authenticated, service_role to postgres;
        -- On hosted Supabase an extension lets postgres write policies for storage.objects; owners may too.
        grant supabase_storage_admin to postgres;
        alter role anon set statement_timeout = '3s';
        alter role authenticated set statement_timeout = '8s';
        alter role authenticator set statement_timeout = '8s';
        alter role authenticator set lock_timeout = '8s';
        """

    /// For `template1`, from which every database is made.
    ///
    /// Before PostgreSQL 15 everybody could create objects in `public`; an upgraded cluster still has that.
    /// The databases that the superuser works in are closed to all others: a function planted there could be
    /// called by a superuser's statement.
    static let templateDatabase = """
        alter schema public owner to postgres;
        revoke create on schema public from public;
        revoke connect, temporary on database template1, postgres from public;
        """
}

/// The roles to connect as.
public enum LocalRole: String, Sendable, Hashable, CaseIterable {
    /// Owns databases, and runs what users and strangers wrote. Not a superuser.
    case postgres
    /// What PostgREST connects as; it may `set role` to `anon`, `authenticated` and `service_role`.
    case authenticator

    /// The role that made the cluster. Only this module connects as it: to create databases and to run
    /// bootstraps.
    static let superuser = "supabase_admin"
}
