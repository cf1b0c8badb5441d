public import AccessControl

/// One request of one actor, and what the rules say about it.
public struct ProofCell: Hashable, Sendable {
    public let actor: ProofActor
    /// The table's name in the database.
    public let table: String
    public let request: Request
    public let sql: String
    public let expected: AccessOracle.Outcome
    /// Whether the API roles had every privilege, so that policies alone decide.
    public let isOpen: Bool

    /// What is asked for; the raw values are stable words of reports.
    public enum Request: String, Codable, Sendable, CaseIterable {
        case read, create, update
        /// Without a `where`: no right to read is asked for then.
        case blindUpdate = "blind update"
        case delete
        case blindDelete = "blind delete"
        /// A call of the function that deletes a row softly, and of the one that takes it back.
        case softDelete = "soft delete"
        case restore
        /// Whether the actor's role holds a privilege, on the table or a column.
        case privilege
    }

    /// What rules admit, a constraint or a trigger of somebody's own may still refuse.
    ///
    /// - Parameter found: the number of rows, or the SQLSTATE.
    public func agrees(with found: String) -> Bool {
        switch expected {
        case .refused: found == "42501"
        case .rows(0): found == "0"
        case .rows(let count):
            found == String(count)
                || (found.utf8.count == 5 && ["22", "23", "P0"].contains(where: found.hasPrefix)
                    && request != .read && request != .privilege)
        }
    }

    /// The request as a script for `psql`, on a database that holds the rows of the proof.
    public var script: String {
        """
        begin;
        select set_config('request.jwt.claims', '\(claimsLiteral)', true);
        set local role \(actor.role);
        \(sql);
        rollback;
        """
    }

    private var claimsLiteral: String { actor.claims.replacing("'", with: "''") }
}

extension AccessOracle.Outcome {
    /// For people: "2 rows", "refused (42501)".
    public var words: String {
        switch self {
        case .refused: "refused (42501)"
        case .rows(let count): "\(count) \(count == 1 ? "row" : "rows")"
        }
    }

    var isOneRowAtMost: Bool { self == .rows(0) || self == .rows(1) }

    /// As PostgreSQL answers: "2", "42501".
    var answer: String {
        switch self {
        case .refused: "42501"
        case .rows(let count): String(count)
        }
    }
}
