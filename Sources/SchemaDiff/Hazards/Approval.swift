internal import Catalog

/// What somebody allows a plan to do, as it is typed: `data-loss` for the whole family, `data-loss:todos.notes` for one
/// thing.
public struct Approval: Codable, Hashable, Sendable, CustomStringConvertible {
    public var name: Hazard.Name
    /// The name of the one thing, with or without the schema `public`; nil for all.
    public var subject: String?

    public init(_ name: Hazard.Name, subject: String? = nil) {
        self.name = name
        self.subject = subject
    }

    /// Nil when there is no hazard of that name, or nothing behind the colon.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = Hazard.Name(rawValue: String(parts[0])) else { return nil }
        let subject = parts.count == 2 ? String(parts[1]) : nil
        if subject?.isEmpty == true { return nil }
        self.init(name, subject: subject)
    }

    public func allows(_ hazard: Hazard) -> Bool {
        guard hazard.name == name else { return false }
        guard let subject else { return true }
        // Byte by byte, as PostgreSQL compares names.
        return [hazard.subject.shortName, hazard.subject.name].contains { $0.utf8.elementsEqual(subject.utf8) }
    }

    public var description: String { subject.map { "\(name.rawValue):\($0)" } ?? name.rawValue }
}

extension SchemaPlan {
    /// The hazards that remain although tables that exist are changed online.
    public var remainingHazards: [Hazard] { hazards.filter { !$0.isAnsweredOnline } }

    /// The hazards that none of `approvals` allows.
    public func hazards(notAllowedBy approvals: [Approval]) -> [Hazard] {
        hazards.filter { hazard in !approvals.contains { $0.allows(hazard) } }
    }
}
