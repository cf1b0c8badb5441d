internal import DomainModel

/// Makes the rows of one entity's table.
struct RowFiller {
    let plan: TablePlan
    let entity: DomainModel.Entity
    let generator: SeedGenerator
    /// The constraints that read each slot.
    let constraintsOfSlot: [[Int]]
    private(set) var result = FilledTable()
    /// Why the first row that didn't come about didn't.
    private(set) var refusal: String?
    private let keyColumns: [Int]
    /// The reference that decides which account a row belongs to, where it has no owner.
    private let parent: DomainModel.Reference?

    /// After so many failures without a single row there is little hope for the rest.
    private static let patience = 4

    init(_ plan: TablePlan, _ entity: DomainModel.Entity, _ generator: SeedGenerator) {
        self.plan = plan
        self.entity = entity
        self.generator = generator
        keyColumns = entity.keyColumns.compactMap { plan.positions[$0] }
        var constraintsOfSlot = [[Int]](repeating: [], count: plan.slots.count)
        for (index, constraint) in plan.constraints.enumerated() {
            for slot in constraint.slots { constraintsOfSlot[slot].append(index) }
        }
        self.constraintsOfSlot = constraintsOfSlot
        parent = entity.references.first { $0.isRequired && $0.target != .entity(entity.name) }
    }

    mutating func run() {
        var failures = 0
        for place in places {
            if let natural = naturalRow(at: place), let row = repaired(natural, at: place) {
                result.append(
                    row, key: keyColumns.map { row[$0] }, account: account(of: row, place), of: plan)
            } else {
                failures += 1
                if result.rows.isEmpty, failures >= Self.patience { return }
            }
        }
    }

    /// The account of the row that this one turned out to belong to.
    private func account(of row: [SeedValue], _ place: RowPlace) -> Int? {
        guard entity.owner == nil, let parent else { return place.account }
        let key = parent.columns.compactMap { plan.positions[$0].map { row[$0] } }
        let target = generator.target(of: parent.target)
        return target.keys.firstIndex(of: key).flatMap { target.accounts[$0] }
    }

    mutating func refuse(_ reason: String) { refusal = refusal ?? reason }

    /// One row for each profile; four for Ada and three for each other account where rows have an owner; else ten,
    /// which take turns with the rows that they need.
    private var places: [RowPlace] {
        let accounts = generator.accounts.indices
        if entity.isAccount { return accounts.map { RowPlace(number: $0, index: $0, account: $0) } }
        if case .reference(let name) = entity.owner, entity.reference(named: name) != nil, !accounts.isEmpty {
            var number = -1
            return accounts.flatMap { account in
                (0..<(account == 0 ? 4 : 3)).map { index in
                    number += 1
                    return RowPlace(number: number, index: index, account: account)
                }
            }
        }
        let target = parent.map { generator.target(of: $0.target) }
        return (0..<10).map { number in
            var account: Int?
            if let target, !target.accounts.isEmpty {
                account = target.accounts[number % target.accounts.count]
            }
            return RowPlace(number: number, index: number, account: account)
        }
    }

    /// The row as it should be, before constraints are looked at; nil when a column has no value at all.
    private mutating func naturalRow(at place: RowPlace) -> [SeedValue]? {
        var row = [SeedValue](repeating: .null, count: plan.columns.count)
        let exclusive = generator.exclusiveReferences[entity.name] ?? []
        let chosen = exclusive.isEmpty ? [] : exclusive[place.number % exclusive.count]
        let absent = Set(exclusive.joined()).subtracting(chosen)
        for slot in plan.slots {
            switch slot.source {
            case .key(let hash, let isNumber):
                row[slot.columns[0]] =
                    isNumber ? .number(String(place.number + 1)) : .text(hash.uuid(place.number))
            case .profile: row[slot.columns[0]] = .text(generator.accounts[place.number].id)
            case .timestamp: row[slot.columns[0]] = SeedClock.creation(place.number)
            case .side: break
            case .attribute(let maker):
                if let value = maker.value(at: place, variant: 0) {
                    row[slot.columns[0]] = value
                } else if maker.attribute.isRequired {
                    refuse("no value was found that column '\(maker.attribute.column)' admits")
                    return nil
                }
            case .reference(let target):
                guard !target.isPostponed, absent.isDisjoint(with: target.reference.columns) else { continue }
                let keys = target.isOwner ? [ownerKey(place)] : references(of: target, at: place, limit: 1)
                // A row has one of those that exclude each other, also where it would be without it otherwise.
                let values = (chosen.isEmpty ? keys.first ?? nil : keys.compactMap(\.self).first)
                for (column, value) in zip(slot.columns, values ?? []) { row[column] = value }
            }
        }
        return row
    }

    private func ownerKey(_ place: RowPlace) -> [SeedValue]? {
        place.account.map { [.text(generator.accounts[$0].id)] }
    }

    /// The keys that a reference may hold in this row, the most suitable first; nil stands for no reference.
    func references(of plan: ReferencePlan, at place: RowPlace, limit: Int) -> [[SeedValue]?] {
        let reference = plan.reference
        let isSelf = reference.target == .entity(entity.name)
        let target = isSelf ? result : generator.target(of: reference.target)
        var pool: [Int]
        if let account = place.account, !generator.isAccount(reference.target) {
            // What belongs to another account suits only where there must be something.
            pool =
                target.rowsByAccount[account]
                ?? (target.rowsByAccount.isEmpty || reference.isRequired ? Array(target.keys.indices) : [])
        } else {
            pool = Array(target.keys.indices)
        }
        var keys: [[SeedValue]?] = []
        if !pool.isEmpty {
            let first: Int
            if isSelf {
                first = max(0, place.index - 1) / 2
            } else if reference.name == parent?.name {
                pool = Array(target.keys.indices)
                first = place.number
            } else if generator.isAccount(reference.target) {
                first = (place.account ?? 0) + place.index + 1
            } else {
                first = place.number
            }
            keys = (0..<min(limit, pool.count)).map { target.keys[pool[(first + $0) % pool.count]] }
        }
        guard !reference.isRequired else { return keys }
        let isAbsent = isSelf ? place.index == 0 : place.number % 5 == plan.gap
        return isAbsent || keys.isEmpty ? [nil] + keys : keys + [nil]
    }
}
