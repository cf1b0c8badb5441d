public import SchemaDiff

extension PendingChange {
    /// What is at stake that nobody agreed to: neither here, nor in the heads of the migrations.
    ///
    /// - Parameter allowed: what somebody agrees to now, as far as it was shown.
    public func unapproved(allowing allowed: [Approval]) -> [MeasuredHazard] {
        hazards.filter { measured in
            !allowed.contains { $0.allows(measured.hazard) }
                && !approvals(of: measured.hazard).contains { $0.covers(measured) }
        }
    }

    /// What the heads of the migrations say of a hazard; the ways back need an approval each time.
    public func approvals(of hazard: Hazard) -> [HazardApproval] {
        guard direction == .up else { return [] }
        return files(about: hazard).flatMap(\.approvals).filter { $0.approval.allows(hazard) }
    }

    /// The migrations whose heads would say what somebody agrees to now and they don't say yet.
    ///
    /// - Parameter isSealed: whether a migration may not change any more.
    public func approving(
        _ allowed: [Approval], reason: String?, isSealed: (Migration) -> Bool
    ) -> [Migration] {
        guard direction == .up, unfinished == nil else { return [] }
        var approvals: [String: [HazardApproval]] = [:]
        for measured in hazards where allowed.contains(where: { $0.allows(measured.hazard) }) {
            guard !self.approvals(of: measured.hazard).contains(where: { $0.covers(measured) }),
                let file = file(of: measured.hazard)
            else { continue }
            let new = HazardApproval(of: measured, reason: reason)
            // The same may be at stake in more than one way.
            if let place = approvals[file.version]?.firstIndex(where: { $0.approval == new.approval }) {
                let old = approvals[file.version]?[place]
                if (old?.limit?.number ?? 0) < (new.limit?.number ?? 0) { approvals[file.version]?[place] = new }
            } else {
                approvals[file.version, default: []].append(new)
            }
        }
        return migrations.filter { !isSealed($0) }.compactMap { migration in
            approvals[migration.version].map { migration.approving($0) }
        }
    }

    /// The same change with other texts of some migrations.
    public func replacing(_ migrations: [Migration]) -> PendingChange {
        var change = self
        for group in change.groups.indices {
            change.groups[group].migrations.replace(with: migrations)
        }
        return change
    }

    /// The migration whose head names a hazard; the first of the change where none does.
    private func file(of hazard: Hazard) -> Migration? {
        let line = "-- Hazard \(hazard.key): "
        let files = files(about: hazard)
        return files.first { $0.up.contains(line) } ?? files.first
    }

    /// The migrations of the change that a hazard is about; all where none says so.
    private func files(about hazard: Hazard) -> [Migration] {
        let own = groups.filter { $0.hasHazard(like: hazard) }
        return (own.isEmpty ? groups : own).flatMap(\.migrations)
    }
}

extension [Migration] {
    /// Puts other texts of migrations in the places of those of the same versions.
    mutating func replace(with migrations: [Migration]) {
        for migration in migrations {
            for place in indices where self[place].version == migration.version { self[place] = migration }
        }
    }
}
