internal import Catalog
internal import Diagnostics
internal import SQL
internal import SchemaDiff

/// What a migration's down file has to say.
enum WayBack: Equatable {
    /// There is no such file.
    case missing
    /// It has no statement, and doesn't say that none is needed.
    case unwritten
    /// It says that nothing leads back, in these words.
    case impossible(String)
    /// It leads back; where it says that not everything comes back, in these words.
    case statements(loss: String?)

    /// A line of a down file that says that what was there can't come back.
    private static let mark = "-- Can't be undone"
    /// The line of a down file that needs no statement.
    private static let nothing = "-- There is nothing to take back."

    init(of migration: Migration) {
        guard let down = migration.down else {
            self = .missing
            return
        }
        let lines = down.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
        let loss = lines.first { $0.hasPrefix(Self.mark) }.map { String($0.dropFirst("-- ".count)) }
        if !SQLScript(down).statements.isEmpty {
            self = .statements(loss: loss)
        } else if let loss {
            self = .impossible(loss)
        } else {
            self = lines.contains { $0 == Self.nothing } ? .statements(loss: nil) : .unwritten
        }
    }
}

extension Migration {
    /// Why nothing leads back from it.
    var obstacleToUndoing: Diagnostic? {
        let problem: String
        switch WayBack(of: self) {
        case .statements: return nil
        case .missing: problem = "it has no down file"
        case .unwritten: problem = "\(path(.down)) has no statement"
        case .impossible(let words): problem = "\(path(.down)) says: \(words)"
        }
        return Diagnostic(
            .error, "no-way-back", "\(version)_\(name) can't be taken back: \(problem)",
            fix: "write what leads back into \(path(.down)), or change the specification and push, which goes forward")
    }

    /// What its down file says can't come back.
    var losses: [Hazard] {
        guard case .statements(let loss?) = WayBack(of: self) else { return [] }
        return [Hazard(.irreversible, Fact.ID(.other, "\(version)_\(name)"), "\(version)_\(name): \(loss)")]
    }
}
