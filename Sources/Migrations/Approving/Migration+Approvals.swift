/// The head of a migration's file, up to its first line that is no comment, with the approvals at its end.
private struct MigrationHead {
    /// The lines of the head that are no approvals, each with its line break.
    private(set) var lines: [Substring] = []
    private(set) var approvals: [HazardApproval] = []
    /// What comes after the head.
    private(set) var rest: Substring

    init(of text: String) {
        rest = text[...]
        var isApproval = false
        while rest.hasPrefix("--") {
            let end = rest.firstIndex(where: \.isNewline).map { rest.index(after: $0) } ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[end...]
            let words = line.prefix { !$0.isNewline }
            if let approval = HazardApproval(line: words) {
                approvals.append(approval)
                isApproval = true
            } else if isApproval, let reason = HazardApproval.reason(line: words) {
                approvals[approvals.count - 1].reason = reason
                isApproval = false
            } else {
                lines.append(line)
                isApproval = false
            }
        }
    }

    /// The whole file with other approvals.
    func text(_ approvals: [HazardApproval]) -> String {
        lines.joined() + approvals.flatMap(\.lines).map { $0 + "\n" }.joined() + rest
    }
}

extension Migration {
    /// What its head says that somebody agreed to.
    public var approvals: [HazardApproval] { MigrationHead(of: up).approvals }

    /// The file as it is without anybody's approval: what berry wrote, or somebody by hand.
    public var withoutApprovals: Migration {
        var migration = self
        let head = MigrationHead(of: up)
        migration.up = head.approvals.isEmpty ? up : head.text([])
        return migration
    }

    /// The same with these approvals besides its own; one of the same hazard takes the place of the one before.
    func approving(_ new: [HazardApproval]) -> Migration {
        let head = MigrationHead(of: up)
        let kept = head.approvals.filter { old in !new.contains { $0.approval == old.approval } }
        var migration = self
        migration.up = head.text(kept + new)
        return migration
    }

    /// The same with the approvals of the files that stand in the folder, where nothing else in them is another one:
    /// what changed has to be looked at again.
    public func keepingApprovals(of standing: [Migration]) -> Migration {
        let same = standing.first { $0.version == version && $0.name == name }
        guard let file = same, file.withoutApprovals.up == up else {
            return self
        }
        var migration = self
        migration.up = file.up
        return migration
    }
}
