internal import DomainModel

/// The columns of a table that get their values together: one, or all columns of a reference.
struct Slot: Sendable {
    var columns: [Int]
    var source: Source

    enum Source: Sendable {
        /// The key that the database would make.
        case key(SeedHash, isNumber: Bool)
        /// The id of an account's profile.
        case profile
        case attribute(ValueMaker)
        case reference(ReferencePlan)
        /// One side of a junction, whose rows are chosen in pairs.
        case side
        case timestamp
    }

    /// Whether another value may be tried where the first doesn't serve.
    var isVariable: Bool {
        switch source {
        case .attribute(let maker): maker.people.isEmpty || maker.attribute.signUpSource == nil
        case .reference(let plan): !plan.isOwner && !plan.isPostponed
        case .key, .profile, .side, .timestamp: false
        }
    }

    /// Columns whose values say the least about a row are changed first.
    var precedence: Int {
        switch source {
        case .attribute(let maker):
            switch maker.attribute.type {
            case .boolean, .enumeration: 2
            default: maker.attribute.isRequired ? 1 : 0
            }
        case .reference(let plan): plan.reference.isRequired ? 3 : 0
        case .key, .profile, .side, .timestamp: 4
        }
    }
}

/// A reference with what the generator decides about it. A class for the reason that ``ValueMaker`` is one.
final class ReferencePlan: Sendable {
    let reference: DomainModel.Reference
    /// Whether it says whose the row is.
    let isOwner: Bool
    /// Whether it stays null, because it closes a circle of tables.
    let isPostponed: Bool
    /// The remainder of a row's number by five at which an optional one is null.
    let gap: Int

    init(_ reference: DomainModel.Reference, of entity: DomainModel.Entity, isPostponed: Bool) {
        self.reference = reference
        self.isPostponed = isPostponed
        isOwner = entity.owner == .reference(reference.name)
        gap = 4 - SeedHash(entity.table, reference.name).offset(below: 5)
    }
}
