internal import Postgres

/// berry's own tables in a database: whose it is, and which migrations and seeds it has.
///
/// They live in the schema `berry`, which no API exposes and no API role may use.
public struct Ledger: Hashable, Sendable {
    /// The id of the project that set the database up.
    public var project: String
    public var application: String
    /// Whether the database was set up to the end.
    public var isReady: Bool
    /// By version.
    public var migrations: [AppliedMigration]
    /// The environments whose seeds were loaded.
    public var seeds: [String]

    /// A migration that the database has run.
    public struct AppliedMigration: Codable, Hashable, Sendable {
        public var version: String
        public var name: String
        /// SHA-256 of the file that was applied.
        public var digest: String
        /// Whether it came to its end; one that runs outside of a transaction may stop half way.
        public var isFinished: Bool
    }

    /// Keeps runs apart: any number that nobody else is likely to lock.
    static let lockNumber = 7_203_914_421

    /// Whether a ledger is of an earlier version, which can't say everything that this one does.
    static let isOutdated = """
        select not exists (select from pg_catalog.pg_attribute as a where a.attrelid = 'berry.project'::regclass
            and a.attname = 'ready')
          or not exists (select from pg_catalog.pg_constraint as k where k.conrelid = 'berry.migrations'::regclass
            and pg_catalog.pg_get_constraintdef(k.oid) like '%started%')
        """

    /// What such a ledger lacks.
    static let upgrade = """
        set local lock_timeout = '10s';
        alter table berry.project add column if not exists ready boolean not null default true;
        alter table berry.migrations drop constraint if exists migrations_status_check;
        alter table berry.migrations add constraint migrations_status_check check (status in ('started', 'applied'));
        """

    /// Makes the ledger's tables; they have row level security like everything else, and no policies.
    static let creation = """
        create schema berry;
        revoke all on schema berry from public;
        comment on schema berry is 'What berry did to this database. Please don''t change it by hand.';

        create table berry.project (
          id uuid primary key,
          application text not null,
          created_at timestamptz not null default now(),
          ready boolean not null default false
        );
        create table berry.migrations (
          version text primary key,
          name text not null,
          digest text not null,
          applied_by text not null default session_user,
          applied_at timestamptz not null default now(),
          duration_ms integer not null,
          status text not null default 'applied' check (status in ('started', 'applied'))
        );
        create table berry.seeds (
          environment text primary key,
          loaded_by text not null default session_user,
          loaded_at timestamptz not null default now()
        );
        alter table berry.project enable row level security;
        alter table berry.migrations enable row level security;
        alter table berry.seeds enable row level security;
        """

    /// Reads a database's ledger; nil when it has none.
    static func read(_ connection: Connection) async throws -> Ledger? {
        // Not to_regclass: a name that once wasn't there stays unknown to a session until it hears of the other's
        // commit, which is a moment after that commit's rows can be seen.
        let exists = try await connection.query(
            """
            select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute as a on a.attrelid = c.oid
            where n.nspname = 'berry'
              and (c.relname, a.attname) in (('project', 'application'), ('migrations', 'digest'), ('seeds', 'environment'))
            """)
        // Other programs may be called berry as well.
        guard exists.count == 3 else { return nil }
        guard
            let project = try await connection.query(
                """
                -- A ledger of an earlier version has no such column.
                select id::text, application, coalesce((to_jsonb(p) ->> 'ready')::boolean, true) from berry.project as p
                """
            ).first
        else {
            return nil
        }
        let migrations = try await connection.query(
            "select version, name, digest, status = 'applied' from berry.migrations order by version")
        let seeds = try await connection.query("select environment from berry.seeds order by environment")
        return Ledger(
            project: try project.text(0), application: try project.text(1), isReady: try project.bool(2),
            migrations: try migrations.map {
                .init(version: try $0.text(0), name: try $0.text(1), digest: try $0.text(2), isFinished: try $0.bool(3))
            },
            seeds: try seeds.map { try $0.text(0) })
    }
}
