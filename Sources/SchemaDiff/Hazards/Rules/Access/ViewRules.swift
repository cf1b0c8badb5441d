internal import Catalog

/// With whose rights a view reads: those of its owner, or of whoever asks (manual, CREATE VIEW).
enum ViewRightsRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .view, let new = change.new else { return [] }
        let asks = ViewOptions(new).isOn("security_invoker")
        guard let old = change.old else { return asks ? [] : created(new, change) }
        let asked = ViewOptions(old).isOn("security_invoker")
        if asked, !asks {
            return [
                Hazard(
                    .accessWidened, new.id,
                    "\(new.phrase.sentence) reads with its owner's rights from now on: row level security no longer "
                        + "holds back those who ask.")
            ]
        }
        if asks, !asked {
            return [
                Hazard(
                    .accessNarrowed, new.id,
                    "\(new.phrase.sentence) reads with the rights of those who ask from now on, row level security included."
                )
            ]
        }
        return []
    }

    /// A new view is a way around the row level security of what it shows, if an API reaches it.
    private static func created(_ view: Fact, _ change: Change) -> [Hazard] {
        let shows = change.needs.compactMap { change.things.new[$0] }
            .compactMap { $0.kind == .column ? $0.parent.flatMap { change.things.to[$0] } : $0 }
        guard let table = shows.first(where: { $0.kind == .table && $0[.rowSecurity] != nil }),
            Privileges.reachAPI(view, in: change.things.to)
        else { return [] }
        return [
            Hazard(
                .accessWidened, view.id,
                "\(view.phrase.sentence) is new and reads with its owner's rights: the row level security of "
                    + "\(table.tableName) doesn't hold back those who ask.")
        ]
    }
}

/// Options that protect what a view shows, and that a definition written again without them loses.
enum ViewOptionsRule: HazardRule {
    private static let protecting = [
        ("check_option", "what is written through it may be invisible in it"),
        ("security_barrier", "functions in a question may see rows that it hides"),
        ("security_invoker", "it reads with its owner's rights"),
    ]

    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .view, let (old, new) = change.both else { return [] }
        let (before, after) = (ViewOptions(old), ViewOptions(new))
        return protecting.filter { before.isOn($0.0) && !after.isOn($0.0) }.map { option, effect in
            Hazard(.viewOptionsLost, new.id, "\(new.phrase.sentence) loses the option \(option): \(effect).")
        }
    }
}

private struct ViewOptions {
    private let list: OptionList

    init(_ view: Fact) { list = OptionList(view[.options]) }

    /// A flag in any spelling that PostgreSQL takes for true; `local` and `cascaded` are on, too.
    func isOn(_ option: String) -> Bool {
        guard let value = list.entries.first(where: { $0.name == option })?.value else { return false }
        return !["'false'", "'off'", "'no'", "'0'", "'f'", "'n'"].contains(value.lowercased())
    }
}
