public import Diagnostics

/// Which mutants some cell noticed.
public struct MutationResult: Sendable {
    /// How many mutants were made.
    public private(set) var count = 0
    /// The names of those that a cell noticed.
    public private(set) var killed: [String] = []
    /// Of those, how many only show with all privileges given.
    public private(set) var killedOnlyWhenOpen = 0
    /// The names of those that no cell noticed and that nobody gave a reason for.
    public private(set) var survivors: [String] = []
    /// Those that no cell noticed, and that are said to be equivalent.
    public private(set) var equivalents: [EquivalentMutant] = []
    /// What is said to be equivalent and isn't: a cell notices it.
    public private(set) var refuted: [(equivalent: EquivalentMutant, because: String)] = []
    /// What is said to be equivalent, and no mutant is called so.
    public internal(set) var unknown: [EquivalentMutant] = []

    mutating func add(_ mutant: Mutant, _ cell: ProofCell?, _ equivalent: EquivalentMutant?) {
        count += 1
        switch (cell, equivalent) {
        case (let cell?, let equivalent):
            killed.append(mutant.name)
            if cell.isOpen { killedOnlyWhenOpen += 1 }
            if let equivalent {
                refuted.append((equivalent, "\(cell.request.rawValue) by \(cell.actor.name) shows it: \(cell.sql)"))
            }
        case (nil, let equivalent?): equivalents.append(equivalent)
        case (nil, nil): survivors.append(mutant.name)
        }
    }

    mutating func refute(_ equivalent: EquivalentMutant, _ differences: Int) {
        equivalents.removeAll { $0 == equivalent }
        refuted.append((equivalent, "\(differences) requests on 1,000 rows of chance are answered otherwise"))
    }

    /// What has to be looked at; empty when every mutant is killed or explained.
    public var diagnostics: [Diagnostic] {
        survivors.map {
            Diagnostic(
                .error, "surviving-mutant", "no cell of the access matrix notices this change: \($0)",
                fix:
                    "a part of access control that nobody would miss is too much, or the matrix is too small; if it can't "
                    + "make a difference, list it with a reason in database/tests/equivalent-mutants.json")
        }
            + refuted.map {
                Diagnostic(
                    .error, "not-equivalent", "\($0.equivalent.mutant): it is listed as equivalent, and isn't",
                    notes: [.init($0.because)], fix: "take it off the list")
            }
            + unknown.map {
                Diagnostic(
                    .warning, "unknown-mutant", "no mutant is called '\($0.mutant)'", fix: "take it off the list")
            }
    }
}
