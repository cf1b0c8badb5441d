internal import CLibPQ

extension Connection {
    /// Feeds `COPY … FROM STDIN`.
    ///
    /// - Parameters:
    ///   - sql: the COPY statement.
    ///   - chunks: the bytes in the format the statement names; chunks need not end at line ends.
    /// - Returns: how many rows were copied.
    @discardableResult
    public func copyIn(
        _ sql: String, _ chunks: sending some Sequence<[UInt8]>
    ) async throws(PostgresError) -> Int {
        try check(sql)
        try await admit()
        return try await running { session throws(PostgresError) in
            let connection = try session.connection
            onStatement?(sql)
            let start = PQexec(connection, sql)
            guard PQresultStatus(start) == PGRES_COPY_IN else {
                _ = try session.rows(consuming: start, sql: sql)
                throw .misuse("copyIn needs a COPY … FROM STDIN statement")
            }
            PQclear(start)
            defer { session.drain() }
            for chunk in chunks {
                // The server only notices a cancel request when data comes, so say it here too.
                guard session.cancelSwitch?.isRequested != true else {
                    _ = PQputCopyEnd(connection, "cancelled")
                    throw .cancelled
                }
                let sent = chunk.withUnsafeBytes { put($0, connection) }
                // Not sent: the server has ended the COPY with an error, which the result below holds, or is
                // gone.
                guard sent else { break }
            }
            _ = PQputCopyEnd(connection, nil)
            return try session.rows(consuming: PQgetResult(connection), sql: sql).affected
        }
    }

    /// Feeds `COPY … FROM STDIN` from one buffer.
    @discardableResult
    public func copyIn(_ sql: String, bytes: [UInt8]) async throws(PostgresError) -> Int {
        try await copyIn(sql, CollectionOfOne(bytes))
    }
}

/// Hands bytes to libpq, in pieces whose size it can count; false when it takes no more.
private func put(_ bytes: UnsafeRawBufferPointer, _ connection: OpaquePointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 26))
        let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard PQputCopyData(connection, start, Int32(piece.count)) == 1 else { return false }
        rest = rest.dropFirst(piece.count)
    }
    return true
}
