internal import Catalog

/// With whose rights a function runs, and functions that policies ask.
enum FunctionRightsRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .function, let (old, new) = change.both else { return [] }
        let (before, after) = (FunctionHeader(old).isDefiner, FunctionHeader(new).isDefiner)
        if after, !before {
            return [
                Hazard(
                    .accessWidened, new.id,
                    "\(new.phrase.sentence) runs with its owner's rights from now on (security definer), whoever calls it."
                )
            ]
        }
        if before, !after {
            return [
                Hazard(
                    .accessNarrowed, new.id,
                    "\(new.phrase.sentence) runs with the rights of its caller from now on (security invoker).")
            ]
        }
        let policies = change.things.oldDependents[change.thing].map { change.things.fact($0) }
            .filter { $0.kind == .policy }.sorted { $0.id < $1.id }
        guard change.differs(in: .definition), !change.things.names.agree(old, new), let first = policies.first else {
            return []
        }
        let sentence =
            "\(new.phrase.sentence) changes, and has to be read: \(first.phrase) "
            + (policies.count > 1 ? "and \(policies.count - 1) more depend on it." : "depends on it.")
        return [Hazard(.accessWidened, new.id, sentence), Hazard(.accessNarrowed, new.id, sentence)]
    }
}

/// What stands between a function's name and its body, a line each, as `pg_get_functiondef` prints it.
struct FunctionHeader {
    private let lines: [Substring]

    init(_ function: Fact) {
        lines = (function[.definition] ?? "").split(separator: "\n")
            .prefix { !$0.hasPrefix("AS ") && !$0.hasPrefix("BEGIN ATOMIC") && !$0.hasPrefix("RETURN ") }
            .filter { $0.hasPrefix(" ") && !$0.hasPrefix(" SET ") && !$0.hasPrefix(" RETURNS ") }
    }

    var isDefiner: Bool { lines.contains { $0.contains("SECURITY DEFINER") } }

    /// Whether each call may answer something else.
    var isVolatile: Bool { !lines.contains { $0.contains("IMMUTABLE") || $0.contains("STABLE") } }
}
