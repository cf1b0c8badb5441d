import LocalPostgres
import Postgres
import Testing

@Suite struct SupabasePlatformTests {
    private func connect(_ privileges: SupabasePlatform.DefaultPrivileges) async throws -> Connection {
        let server = try await sharedServer()
        let name = "supabase_\(privileges)_\(UInt32.random(in: 0...UInt32.max))"
        try await server.createDatabase(name, from: .bootstrap(SupabasePlatform.bootstrap(privileges)))
        return try await Connection(server.connectionSettings(database: name))
    }

    /// The usual migration of a Supabase project runs as it stands.
    @Test(arguments: SupabasePlatform.DefaultPrivileges.allCases)
    func runsWhatProjectsWrite(privileges: SupabasePlatform.DefaultPrivileges) async throws {
        let connection = try await connect(privileges)
        try await connection.execute(
            """
            create extension if not exists citext with schema extensions;
            create table public.profiles (
                id uuid primary key references auth.users (id) on delete cascade,
                name citext, token uuid default uuid_generate_v4());
            alter table public.profiles enable row level security;
            create policy "Own profile" on public.profiles for select to authenticated
                using ((select auth.uid()) = id);
            grant select on public.profiles to authenticated;
            create function public.welcome() returns trigger language plpgsql security definer set search_path = '' as
            $$ begin insert into public.profiles (id, name) values (new.id, new.email); return new; end $$;
            create trigger on_signup after insert on auth.users for each row execute function public.welcome();
            create policy "Read avatars" on storage.objects for select using (bucket_id = 'avatars');
            insert into storage.buckets (id, name) values ('avatars', 'avatars');
            alter publication supabase_realtime add table public.profiles;
            insert into auth.users (id, email, raw_user_meta_data) values
                ('00000000-0000-0000-0000-000000000001', 'ada@example.com', '{}'),
                ('00000000-0000-0000-0000-000000000002', 'ben@example.com', '{}');
            """)
        let names = try await connection.transaction { connection in
            try await connection.query(
                "select set_config('request.jwt.claims', $1, true)",
                [
                    #"{"sub":"00000000-0000-0000-0000-000000000001","role":"authenticated","email":"ada@example.com"}"#
                ])
            try await connection.execute("set local role authenticated")
            let claims = try await connection.query(
                "select auth.uid()::text as uid, auth.role(), auth.email(), auth.jwt() ->> 'sub' as sub"
            ).one
            #expect(try claims.text("uid") == claims.text("sub"))
            #expect(try claims.text("role") == "authenticated")
            #expect(try claims.text("email") == "ada@example.com")
            return try await connection.query("select name::text from public.profiles").map {
                try $0.text("name")
            }
        }
        #expect(names == ["ada@example.com"])
        await connection.close()
    }

    @Test(arguments: [(SupabasePlatform.DefaultPrivileges.legacy, true), (.explicit, false)])
    func newTablesAreExposedOnlyInTheOldWorld(
        privileges: SupabasePlatform.DefaultPrivileges, isExposed: Bool
    ) async throws {
        let connection = try await connect(privileges)
        try await connection.execute("create table public.notes (id int)")
        for role in ["anon", "authenticated", "service_role"] {
            let row = try await connection.query(
                "select has_table_privilege($1, 'public.notes', 'insert')", [Parameter(role)]
            ).one
            #expect(try row.bool(0) == isExposed)
        }
        await connection.close()
    }

    @Test(arguments: [
        ("create table auth.mine (id int)", "42501"), ("create table storage.mine (id int)", "42501"),
        ("alter table auth.users add column mine int", "42501"), ("drop function auth.uid()", "42501"),
        ("set role anon; select * from auth.users", "42501"),
        ("set role anon; create table public.mine (id int)", "42501"),
    ])
    func protectsThePlatform(sql: String, state: String) async throws {
        let connection = try await connect(.legacy)
        let error = await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
        #expect(error?.sqlState == state)
        await connection.close()
    }

    @Test func authenticatorMaySwitchToTheAPIRoles() async throws {
        let server = try await sharedServer()
        let connection = try await Connection(
            server.connectionSettings(database: sharedDatabase, role: .authenticator))
        for role in ["anon", "authenticated", "service_role"] {
            try await connection.execute("set role \(role)")
        }
        #expect(try await connection.query("show statement_timeout").one.text(0) == "8s")
        await connection.close()
    }
}
