internal import Catalog
internal import LocalPostgres

extension DatabasePush {
    /// Runs migrations on a private server, and looks at what each change that is pending makes of the schema.
    ///
    /// - Parameter server: a private server that stays; nil for one of its own.
    func rehearse(
        _ migrations: [Migration], _ ledger: Ledger, _ live: Catalog, on server: LocalServer? = nil
    ) async throws -> PushRehearsal {
        let versions = ledger.migrations.filter { !$0.isFinished }.map(\.version)
        let texts = versions.isEmpty ? [:] : try await Ledger.texts(versions, connection, settings)
        let place = if let server { server } else { try await replayed(migrations, ledger).server() }
        let rehearsal = try await PushRehearsal(
            of: migrations, over: ledger, live, isPrivate: getsDifference, texts: texts, wording: wording, on: place,
            target)
        if server == nil { try await place.stop() }
        return rehearsal
    }

    /// What the database has run, as a private server runs it.
    func replayed(_ migrations: [Migration], _ ledger: Ledger) -> ReplayedHistory {
        ReplayedHistory(ledger.finished(of: migrations), target: target)
    }
}
