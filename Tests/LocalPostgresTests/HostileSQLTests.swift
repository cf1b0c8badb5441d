import LocalPostgres
import Postgres
import Testing

/// What somebody who gets SQL into a specification, a pull request or a model's answer might try.
@Suite struct HostileSQLTests {
    static let attempts: [(sql: String, state: String)] = [
        ("copy (select 1) to program 'touch /tmp/owned'", "42501"),
        ("create temp table t (line text); copy t from program 'id'", "42501"),
        ("create temp table t (line text); copy t from '/etc/passwd'", "42501"),
        ("copy (select 1) to '/tmp/owned'", "42501"),
        ("select pg_read_file('/etc/passwd')", "42501"),
        ("select pg_read_binary_file('/etc/passwd')", "42501"),
        ("select pg_ls_dir('/')", "42501"),
        ("select pg_stat_file('/etc/passwd')", "42501"),
        ("select lo_import('/etc/passwd')", "42501"),
        ("select lo_export(1, '/tmp/owned')", "42501"),
        ("create extension dblink", "42501"),
        ("create extension file_fdw", "42501"),
        ("create extension postgres_fdw", "42501"),
        ("create extension adminpack", "42501"),
        ("create extension pageinspect", "42501"),
        ("create function f() returns int language c as '/lib/libc.so.6', 'getpid'", "42501"),
        ("create function f() returns int language internal as 'int4in'", "42501"),
        ("load '/lib/libc.so.6'", "42501"),
        ("alter system set fsync = on", "42501"),
        ("set session_preload_libraries = 'x'", "42501"),
        ("set temp_file_limit = -1", "42501"),
        ("set role supabase_admin", "42501"),
        ("set session authorization supabase_admin", "42501"),
        ("alter role postgres superuser", "42501"),
        ("create role friend superuser", "42501"),
        ("create role friend", "42501"),
        ("grant pg_execute_server_program to postgres", "42501"),
        ("grant pg_read_server_files to postgres", "42501"),
        ("grant pg_write_server_files to postgres", "42501"),
        ("set role supabase_storage_admin; grant pg_execute_server_program to postgres", "42501"),
        ("set role service_role; alter role postgres superuser", "42501"),
        ("create tablespace t location '/tmp'", "42501"),
        ("create event trigger t on ddl_command_start execute function f()", "42501"),
        ("drop database template1", "42501"),
        ("alter database template1 with allow_connections false", "42501"),
        ("update pg_catalog.pg_authid set rolsuper = true", "42501"),
        ("select * from pg_catalog.pg_authid", "42501"),
        ("select pg_reload_conf()", "42501"),
        ("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'supabase_admin'", "42501"),
    ]

    @Test(arguments: attempts)
    func isRefused(sql: String, state: String) async throws {
        let server = try await sharedServer()
        let name = "hostile_\(UInt32.random(in: 0...UInt32.max))"
        try await server.createDatabase(name)
        let connection = try await Connection(server.connectionSettings(database: name))
        let error = await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
        #expect(error?.sqlState == state, "\(String(describing: error))")
        await connection.close()
        try await server.dropDatabase(name)
    }

    /// A function planted where a superuser works could be run by one.
    @Test(arguments: ["postgres", "template1", "template0"])
    func databasesOfTheSuperuserAreClosed(database: String) async throws {
        let server = try await sharedServer()
        let error = await #expect(throws: PostgresError.self) {
            try await Connection(server.connectionSettings(database: database))
        }
        guard case .connection(.notPermitted, _, _) = error else {
            #expect(database == "template0", "\(String(describing: error))")
            return
        }
    }

    @Test func usefulExtensionsAreAllowed() async throws {
        let server = try await sharedServer()
        try await server.createDatabase("extensions")
        let connection = try await Connection(server.connectionSettings(database: "extensions"))
        let available = try await connection.query("select name::text from pg_available_extensions")
        for name in try available.map({ try $0.text(0) })
        where LocalServer.installableExtensions.contains(name) {
            try await connection.execute("create extension if not exists \"\(name)\"")
        }
        await connection.close()
    }
}
