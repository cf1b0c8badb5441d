public import SchemaDiff

extension PendingChange {
    /// Migrations that are left for later, because programs may still use what they take away.
    public struct Waiting: Sendable {
        public var versions: Set<String>
        /// For people: which, and what lets them go.
        public var text: String
    }

    /// The pending migrations that wait: as long as there is something else to do, and until each of their hazards is
    /// allowed by name. Nil where none has to.
    public func waiting(allowing allowed: [Approval]) -> Waiting? {
        let waiting = groups.filter { $0.migrations.allSatisfy(\.waits) }
        guard let first = waiting.first?.migrations.first, unfinished == nil else { return nil }
        let open = unapproved(allowing: allowed).map(\.hazard).filter { hazard in
            waiting.contains { $0.hasHazard(like: hazard) }
        }
        guard !open.isEmpty || waiting.count < groups.count else { return nil }
        let keys = waiting.flatMap(\.hazards).map { "--allow \($0.key)" }
        return Waiting(
            versions: Set(waiting.flatMap(\.migrations).map(\.version)),
            text: "\(first.path(.up)) waits: programs that know what goes may still run. When none does, run "
                + "'berry db push \(Set(keys).sorted().joined(separator: " "))'")
    }
}
