/// A database as a hosted Supabase project has it at birth, as far as schemas and policies can tell.
///
/// Own text after Supabase's documented behaviour: the schemas `auth`, `storage` and `extensions` with what
/// user SQL refers to, the publication of Realtime, and the privileges of `postgres` and the API roles. The
/// roles themselves belong to the cluster. Not here: the tables of Realtime and Vault, and Supabase's event
/// triggers.
public enum SupabasePlatform {
    /// What the API roles may do with tables, functions and sequences that somebody makes in `public`.
    public enum DefaultPrivileges: String, Sendable, Hashable, CaseIterable {
        /// Everything: projects made before 2026-05-30 (all projects lose it on 2026-10-30).
        case legacy
        /// Nothing that isn't granted by a statement.
        case explicit
    }

    public static func bootstrap(_ privileges: DefaultPrivileges) -> DatabaseBootstrap {
        let grants = privileges == .legacy ? legacyDefaults : ""
        return DatabaseBootstrap(
            name: "supabase (\(privileges.rawValue))",
            sql: schemas + auth + authFunctions + storage + realtime + grants,
            settings: ["search_path": "\"$user\", public, extensions"])
    }

    private static let schemas = """
        create schema extensions;
        create schema auth authorization supabase_auth_admin;
        create schema storage;
        grant usage on schema public, extensions, auth, storage to anon, authenticated, service_role;
        grant usage, create on schema extensions to postgres;
        grant usage on schema auth, storage to postgres;
        grant usage on schema storage to supabase_storage_admin;
        -- Some distributions of PostgreSQL come without these two.
        do $$
        declare
            extension text;
        begin
            for extension in
                select name from pg_available_extensions where name in ('pgcrypto', 'uuid-ossp') order by name
            loop
                execute format('create extension %I with schema extensions', extension);
            end loop;
        end
        $$;

        """

    /// The columns are those that seeds insert and that triggers read. The API roles have no right to the
    /// table.
    private static let auth = """
        create table auth.users (
            instance_id uuid,
            id uuid primary key,
            aud varchar(255),
            role varchar(255),
            email varchar(255),
            encrypted_password varchar(255),
            email_confirmed_at timestamptz,
            invited_at timestamptz,
            confirmation_token varchar(255),
            confirmation_sent_at timestamptz,
            recovery_token varchar(255),
            recovery_sent_at timestamptz,
            email_change_token_new varchar(255),
            email_change varchar(255),
            email_change_sent_at timestamptz,
            last_sign_in_at timestamptz,
            raw_app_meta_data jsonb,
            raw_user_meta_data jsonb,
            is_super_admin boolean,
            created_at timestamptz default now(),
            updated_at timestamptz default now(),
            phone text unique default null,
            phone_confirmed_at timestamptz,
            phone_change text default '',
            phone_change_token varchar(255) default '',
            phone_change_sent_at timestamptz,
            confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
            email_change_token_current varchar(255) default '',
            email_change_confirm_status smallint default 0,
            banned_until timestamptz,
            reauthentication_token varchar(255) default '',
            reauthentication_sent_at timestamptz,
            is_sso_user boolean not null default false,
            deleted_at timestamptz,
            is_anonymous boolean not null default false
        );
        create unique index users_email_partial_key on auth.users (email) where not is_sso_user;
        create table auth.identities (
            id uuid primary key default gen_random_uuid(),
            provider_id text not null,
            user_id uuid not null references auth.users (id) on delete cascade,
            identity_data jsonb not null,
            provider text not null,
            last_sign_in_at timestamptz,
            created_at timestamptz default now(),
            updated_at timestamptz default now(),
            email text generated always as (lower(identity_data ->> 'email')) stored,
            unique (provider_id, provider)
        );
        alter table auth.users owner to supabase_auth_admin;
        alter table auth.identities owner to supabase_auth_admin;
        alter table auth.users enable row level security;
        alter table auth.identities enable row level security;
        grant select, insert, update, delete, references, trigger on auth.users, auth.identities to postgres;

        """

    /// The claims of the request: one setting as PostgREST makes them since version 10, one for each before.
    ///
    /// They imitate Supabase's own definitions to the letter, as everything here does; what `target: postgres`
    /// creates is berry's (`Schema`'s `Platform`) and reads the same settings in the same order.
    private static let authFunctions = """
        create function auth.jwt() returns jsonb language sql stable as $$
            select coalesce(
                nullif(current_setting('request.jwt.claim', true), ''),
                nullif(current_setting('request.jwt.claims', true), ''))::jsonb
        $$;
        create function auth.uid() returns uuid language sql stable as $$
            select coalesce(
                nullif(current_setting('request.jwt.claim.sub', true), ''),
                nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
        $$;
        create function auth.role() returns text language sql stable as $$
            select coalesce(
                nullif(current_setting('request.jwt.claim.role', true), ''),
                nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
        $$;
        create function auth.email() returns text language sql stable as $$
            select coalesce(
                nullif(current_setting('request.jwt.claim.email', true), ''),
                nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
        $$;
        alter function auth.jwt() owner to supabase_auth_admin;
        alter function auth.uid() owner to supabase_auth_admin;
        alter function auth.role() owner to supabase_auth_admin;
        alter function auth.email() owner to supabase_auth_admin;

        """

    private static let storage = """
        create table storage.buckets (
            id text primary key,
            name text not null unique,
            owner uuid,
            owner_id text,
            public boolean default false,
            avif_autodetection boolean default false,
            file_size_limit bigint,
            allowed_mime_types text[],
            created_at timestamptz default now(),
            updated_at timestamptz default now()
        );
        create table storage.objects (
            id uuid primary key default gen_random_uuid(),
            bucket_id text references storage.buckets (id),
            name text,
            owner uuid,
            owner_id text,
            version text,
            metadata jsonb,
            user_metadata jsonb,
            path_tokens text[] generated always as (string_to_array(name, '/')) stored,
            created_at timestamptz default now(),
            updated_at timestamptz default now(),
            last_accessed_at timestamptz default now(),
            unique (bucket_id, name)
        );
        create function storage.foldername(name text) returns text[] language sql immutable as $$
            select (string_to_array(name, '/'))[1:array_length(string_to_array(name, '/'), 1) - 1]
        $$;
        create function storage.filename(name text) returns text language sql immutable as $$
            select (string_to_array(name, '/'))[array_length(string_to_array(name, '/'), 1)]
        $$;
        create function storage.extension(name text) returns text language sql immutable as $$
            select reverse(split_part(reverse(storage.filename(name)), '.', 1))
        $$;
        alter table storage.buckets owner to supabase_storage_admin;
        alter table storage.objects owner to supabase_storage_admin;
        alter table storage.buckets enable row level security;
        alter table storage.objects enable row level security;
        grant all on storage.buckets, storage.objects to postgres, anon, authenticated, service_role;

        """

    /// Empty at birth; `postgres` adds tables to it. The server may warn that nothing is replicated here.
    private static let realtime = """
        set local client_min_messages = error;
        create publication supabase_realtime;
        alter publication supabase_realtime owner to postgres;

        """

    private static let legacyDefaults = """
        alter default privileges for role postgres in schema public
            grant all on tables to postgres, anon, authenticated, service_role;
        alter default privileges for role postgres in schema public
            grant all on functions to postgres, anon, authenticated, service_role;
        alter default privileges for role postgres in schema public
            grant all on sequences to postgres, anon, authenticated, service_role;

        """
}
