public import AccessSurvey
internal import Catalog
public import Postgres
public import SchemaDiff

extension AccessSurvey {
    /// Nil also where the database refuses to be filled: who gains what isn't known then, and policies still are.
    public static func takeIfPossible(on connection: Connection) async throws -> AccessSurvey? {
        do {
            return try await take(on: connection)
        } catch let error as PostgresError where error.serverMessage != nil {
            return nil
        }
    }
}

extension SchemaPlan {
    /// Whether something about it is worth asking everybody.
    var changesAccess: Bool { hazards.contains { $0.name.isAboutAccess } }

    /// The same plan whose hazards say who gains and who loses what between two surveys.
    public func naming(from old: AccessSurvey, to new: AccessSurvey) -> SchemaPlan {
        var old = old
        for rename in renames {
            for place in old.tables.indices where old.tables[place].name == rename.old.shortName {
                old.tables[place].name = rename.new.shortName
            }
        }
        return naming(AccessDifference(from: old, to: new))
    }

    /// The same plan whose hazards say who gains and who loses what: "Editors can now delete posts." What no hazard is
    /// about, such as a table whose policies ask another one, gets a hazard of its own.
    func naming(_ difference: AccessDifference) -> SchemaPlan {
        var plan = self
        for name in [Hazard.Name.accessWidened, .accessNarrowed] {
            let changes = difference.changes.filter { name == .accessWidened ? $0.widens : $0.narrows }
            var said: Set<String> = []
            for (place, hazard) in plan.hazards.enumerated() where hazard.name.isSaid(by: name) {
                let own = changes.filter { hazard.subject.isAbout($0.table) }
                plan.hazards[place].message = Self.message(own.map(\.sentence), hazard.message)
                said.formUnion(own.map(\.table))
            }
            for table in changes.map(\.table) where said.insert(table).inserted {
                let own = changes.filter { $0.table == table }
                plan.hazards.append(
                    Hazard(name, Fact.ID(.table, "public.\(table)"), Self.message(own.map(\.sentence), "")))
            }
        }
        plan.hazards.sort()
        return plan
    }

    private static func message(_ sentences: [String], _ message: String) -> String {
        let said = sentences.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
        return (said + [message]).filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Hazard.Name {
    fileprivate var isAboutAccess: Bool {
        switch self {
        case .accessWidened, .accessNarrowed, .rowSecurityGone: true
        default: false
        }
    }

    /// Without row level security, everybody gains.
    fileprivate func isSaid(by name: Hazard.Name) -> Bool {
        self == name || self == .rowSecurityGone && name == .accessWidened
    }
}

extension Fact.ID {
    /// Whether it is a table or view of the schema `public`, or a policy or privilege on it.
    fileprivate func isAbout(_ table: String) -> Bool {
        switch kind {
        case .table, .view, .materializedView: shortName == table
        case .policy: shortName.hasSuffix(" on \(table)")
        case .grant: shortName.hasPrefix("\(table) to ") || shortName.hasPrefix("\(table).")
        default: false
        }
    }
}
