internal import CLibPQ

extension Connection {
    /// Sends all statements before it waits for the first result: one round trip instead of one for each.
    ///
    /// Outside a transaction they are an implicit one: the first failure undoes all of them. Inside one, the
    /// transaction has failed, as after every error. COPY can't be part of a pipeline.
    /// - Returns: the rows of each statement, in order.
    @discardableResult
    public func pipeline(_ statements: [Statement]) async throws(PostgresError) -> [Rows] {
        guard !statements.isEmpty else { return [] }
        for statement in statements { try check(statement.sql, statement.parameters) }
        try await admit()
        return try await running { session throws(PostgresError) in
            let connection = try session.connection
            guard PQenterPipelineMode(connection) == 1 else { throw .misuse(session.lastMessage) }
            defer { session.leavePipeline() }
            for statement in statements {
                let sent = withParameters(statement.parameters) { values, lengths, formats in
                    PQsendQueryParams(
                        connection, statement.sql, Int32(statement.parameters.count), nil, values, lengths,
                        formats, 0)
                }
                guard sent == 1 else { throw session.lost() }
            }
            guard PQpipelineSync(connection) == 1 else { throw session.lost() }
            return try session.pipelineResults(of: statements)
        }
    }
}

extension Session {
    /// Reads each statement's result and the end of the pipeline, whatever failed in between.
    fileprivate func pipelineResults(of statements: [Statement]) throws(PostgresError) -> [Rows] {
        let connection = try self.connection
        var results: [Rows] = []
        var failure: PostgresError?
        for statement in statements {
            let result = PQgetResult(connection)
            let status = PQresultStatus(result)
            guard ![PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(status) else {
                PQclear(result)
                // libpq can't leave a COPY in pipeline mode, so there is no way back to an idle connection.
                close()
                throw .misuse("COPY can't be part of a pipeline; the connection was closed")
            }
            do throws(PostgresError) {
                results.append(try rows(consuming: result, sql: statement.sql))
            } catch { failure = failure ?? error }
            guard isOpen else { break }
            while let extra = PQgetResult(connection) { PQclear(extra) }
        }
        if let failure { throw failure }
        return results
    }

    /// Reads on to the synchronisation point and goes back to ordinary mode.
    fileprivate func leavePipeline() {
        guard isOpen, let connection = try? connection else { return }
        // A statement's results end in a NULL; two in a row mean that nothing is left.
        var nulls = 0
        while nulls < 2, PQpipelineStatus(connection) != PQ_PIPELINE_OFF {
            guard let result = PQgetResult(connection) else {
                nulls += 1
                continue
            }
            nulls = 0
            let status = PQresultStatus(result)
            PQclear(result)
            if status == PGRES_PIPELINE_SYNC || PQstatus(connection) == CONNECTION_BAD { break }
        }
        if PQexitPipelineMode(connection) != 1 { close() }
    }
}
