internal import DomainModel
internal import Specification

/// What rules say about a caller and a row, before any of it is SQL.
indirect enum RowFormula: Hashable, Sendable {
    /// Something about the caller alone.
    case caller(CallerTest)
    /// A test of one of the row's own columns.
    case column(DomainModel.FieldTest)
    /// This column holds the caller's account.
    case isCaller(String)
    /// The listing names the caller together with the row.
    case listed(DomainModel.Listing)
    /// It holds for the row that the reference points at.
    case at(DomainModel.PathStep, RowFormula)
    /// The caller holds the right on the row that the reference points at.
    case through(DomainModel.PathStep, Operation)
    case all([RowFormula])
    case any([RowFormula])

    /// What is asked of a caller, whatever the row.
    enum CallerTest: Hashable, Sendable {
        case signedIn
        /// An account of any kind, anonymous sign-ins too.
        case hasAccount
        /// A session with a second factor.
        case secondFactor
        /// One of these app-wide roles.
        case role([String])
    }

    static let always = RowFormula.all([])
    static let never = RowFormula.any([])

    /// The row wasn't deleted softly.
    static let isThere = RowFormula.column(
        .init(name: "deletedAt", column: DomainModel.Entity.deletionColumn, .isNull(true)))

    /// All of `parts`. Tests of one other row are put together, so that it is looked for once: a reference leads to
    /// one row at most.
    static func conjunction(_ parts: [RowFormula]) -> RowFormula {
        if parts.contains(.never) { return .never }
        var real: [RowFormula] = []
        for part in parts {
            let inner = if case .all(let inner) = part { inner } else { [part] }
            for part in inner where !real.contains(part) {
                if case .at(let step, let formula) = part,
                    let position = real.firstIndex(where: { $0.step == step }), case .at(_, let other) = real[position]
                {
                    real[position] = .at(step, conjunction([other, formula]))
                } else {
                    real.append(part)
                }
            }
        }
        return real.count == 1 ? real[0] : .all(real)
    }

    /// Any of `parts`; those that ask for more than another one does say nothing.
    static func disjunction(_ parts: [RowFormula]) -> RowFormula {
        var real: [RowFormula] = []
        for part in parts {
            let inner = if case .any(let inner) = part { inner } else { [part] }
            for part in inner where !real.contains(where: part.implies) {
                real.removeAll { $0.implies(part) }
                real.append(part)
            }
        }
        return real.count == 1 ? real[0] : .any(real)
    }

    /// Whether it asks for all that `other` asks for, as far as their form shows.
    private func implies(_ other: RowFormula) -> Bool {
        if self == other { return true }
        if case .all(let wanted) = other { return wanted.allSatisfy(implies) }
        if case .any(let parts) = self { return parts.allSatisfy { $0.implies(other) } }
        if case .all(let parts) = self, parts.contains(where: { $0.implies(other) }) { return true }
        if case .any(let alternatives) = other { return alternatives.contains(where: implies) }
        if case .at(let step, let formula) = self, case .at(step, let wanted) = other { return formula.implies(wanted) }
        return false
    }

    private var step: DomainModel.PathStep? { if case .at(let step, _) = self { step } else { nil } }

    /// Whether it asks nothing about the row.
    var isAboutCallerOnly: Bool {
        switch self {
        case .caller: true
        case .column, .isCaller, .listed, .at, .through: false
        case .all(let parts), .any(let parts): parts.allSatisfy(\.isAboutCallerOnly)
        }
    }
}
