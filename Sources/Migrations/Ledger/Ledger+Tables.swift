internal import Postgres

extension LedgerSettings {
    /// Whether a ledger is of an earlier version, which can't say everything that this one does.
    var isOutdated: String {
        """
        select (select count(*) from pg_catalog.pg_attribute as a where a.attname in ('ready', 'step')
            and a.attrelid in ('berry.project'::regclass, '\(ledger)'::regclass)) < 2
          or not exists (select from pg_catalog.pg_class as c
            where c.relnamespace = 'berry'::regnamespace and c.relname = 'history')
        """
    }

    /// What such a ledger lacks.
    var upgrade: String {
        """
        set local lock_timeout = '10s';
        alter table berry.project add column if not exists ready boolean not null default true;
        alter table \(ledger) add column if not exists step integer not null default 0;
        alter table \(ledger) add column if not exists up text;
        alter table \(ledger) add column if not exists down text;
        alter table \(ledger) drop constraint if exists \(statusCheck);
        alter table \(ledger) add constraint \(statusCheck) check (\(Self.statuses));
        \(history)
        insert into berry.history (version, name, action, digest, done_by, done_at, duration_ms)
        select version, name, 'applied', digest, applied_by, applied_at, duration_ms from \(ledger)
        where status = 'applied' and not exists (select from berry.history) order by applied_at, version;
        """
    }

    /// Makes the ledger's tables; they have row level security like everything else, and no policies.
    var creation: String {
        """
        create schema berry;
        revoke all on schema berry from public;
        comment on schema berry is 'What berry did to this database. Please don''t change it by hand.';

        create table berry.project (
          id uuid primary key,
          application text not null,
          created_at timestamptz not null default now(),
          ready boolean not null default false
        );
        create table \(ledger) (
          version text primary key,
          name text not null,
          digest text not null,
          applied_by text not null default session_user,
          applied_at timestamptz not null default now(),
          duration_ms integer not null,
          status text not null default 'applied' constraint \(statusCheck) check (\(Self.statuses)),
          step integer not null default 0,
          up text,
          down text
        );
        create table berry.seeds (
          environment text primary key,
          loaded_by text not null default session_user,
          loaded_at timestamptz not null default now()
        );
        alter table berry.project enable row level security;
        alter table \(ledger) enable row level security;
        alter table berry.seeds enable row level security;
        \(history)
        """
    }

    /// What was ever done, in order; nothing is taken out of it.
    private var history: String {
        """
        create table if not exists berry.history (
          id bigint generated always as identity primary key,
          version text not null,
          name text not null,
          action text not null,
          digest text not null,
          done_by text not null default session_user,
          done_at timestamptz not null default now(),
          duration_ms integer not null
        );
        alter table berry.history enable row level security;
        """
    }

    private static let statuses = "status in ('started', 'applied', 'undoing')"
    private var statusCheck: String { "\(table.prefix(50))_status_check" }
}

extension Connection {
    /// Brings the ledger of an earlier version to this one, and gives it the texts of what it has applied.
    func upgradeLedger(_ settings: LedgerSettings, _ migrations: [Migration]) async throws {
        guard try await query(settings.isOutdated).one.bool(0) else { return }
        try await transaction { connection in
            _ = try await connection.execute(settings.upgrade)
            for migration in migrations {
                try await connection.query(
                    """
                    update \(settings.ledger) set up = $3, down = $4 where version = $1 and digest = $2 and up is null
                    """,
                    [
                        Parameter(migration.version), Parameter(migration.digest), Parameter(migration.up),
                        Parameter(migration.down),
                    ])
            }
        }
    }
}
