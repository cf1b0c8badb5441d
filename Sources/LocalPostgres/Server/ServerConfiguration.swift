internal import SystemPackage

/// Whether a server's data must survive.
enum ServerKind: String, Sendable { case scratch, project }

/// The settings a private server runs with. They are arguments, so neither a file nor `ALTER SYSTEM`
/// overrules them.
enum ServerConfiguration {
    static func command(
        _ installation: PostgresInstallation, folder: ServerFolder, sockets: FilePath, kind: ServerKind
    ) -> [String] {
        let program = installation.binaries.appending("postgres").string
        let values = common + (kind == .scratch ? scratch : project)
        return [program, "-D", folder.data.string, "-k", sockets.string] + values.flatMap { ["-c", $0] }
    }

    private static let common = [
        // No port: the only way in is a socket in a private folder.
        "listen_addresses=", "port=5432", "unix_socket_permissions=0700",
        "max_connections=100", "shared_buffers=32MB", "max_wal_size=256MB", "min_wal_size=4MB",
        "checkpoint_timeout=1h",
        "wal_level=minimal", "max_wal_senders=0", "archive_mode=off", "logging_collector=off",
        "log_timezone=UTC",
        // What schemas mean mustn't depend on the machine.
        "timezone=UTC", "lc_messages=C", "default_text_search_config=pg_catalog.english",
        // Workers share memory through /dev/shm, which is tiny in containers; berry's data is small.
        "max_parallel_workers_per_gather=0", "max_parallel_maintenance_workers=0", "jit=off",
        "dynamic_shared_memory_type=mmap",
        // Strangers' SQL can't raise this one: only a superuser can.
        "temp_file_limit=2GB",
        "session_preload_libraries=", "shared_preload_libraries=", "local_preload_libraries=",
    ]

    /// Nothing is worth waiting for the disk.
    private static let scratch = [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
        "bgwriter_lru_maxpages=0",
    ]

    /// Data survives a crash of the machine; at most the last fraction of a second is lost.
    private static let project = ["fsync=on", "synchronous_commit=off"]
}
