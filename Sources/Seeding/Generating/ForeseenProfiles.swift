internal import DomainModel
internal import Expressions

/// The rows that the sign-up trigger makes in the profile's table, foreseen: an account whose profile PostgreSQL
/// would refuse can't be inserted. The seeds state the whole profile afterwards.
struct ForeseenProfiles {
    private let plan: TablePlan
    private let entity: DomainModel.Entity

    init(_ plan: TablePlan, _ entity: DomainModel.Entity) {
        self.plan = plan
        self.entity = entity
    }

    var readsPhone: Bool { entity.attributes.contains { $0.signUpSource == .phone } }

    struct Rows {
        /// The positions of the accounts that can sign up.
        var accounts: [Int] = []
        /// What each of them says about itself.
        var metadata: [[SeedValue.Member]] = []
        /// The constraint that the first other one violates.
        var refusal: String?
    }

    func rows(of accounts: [SeedAccount]) -> Rows {
        var rows = Rows()
        var taken = FilledTable()
        for (position, account) in accounts.enumerated() {
            let said = metadata(of: account, at: position)
            let row = row(of: account, at: position, said)
            if let refusal = refusal(of: row, taken) {
                rows.refusal = rows.refusal ?? refusal
                continue
            }
            // What isn't known differs from row to row: a new UUID, a time.
            taken.append(row.map { $0 ?? .null }, key: [], account: nil, of: plan)
            rows.accounts.append(position)
            rows.metadata.append(said)
        }
        return rows
    }

    /// What an account says about itself: for each key a value that suits every field that is read from it, if one does.
    private func metadata(of account: SeedAccount, at position: Int) -> [SeedValue.Member] {
        let place = RowPlace(number: position, index: position, account: position)
        var readers: [(key: String, fields: [(maker: ValueMaker, column: Int)])] = []
        for slot in plan.slots {
            guard case .attribute(let maker) = slot.source, case .metadata(let key) = maker.attribute.signUpSource
            else { continue }
            let field = (maker, slot.columns[0])
            if let known = readers.firstIndex(where: { $0.key == key }) {
                readers[known].fields.append(field)
            } else {
                readers.append((key, [field]))
            }
        }
        var metadata = [SeedValue.Member("name", .text(account.name))]
        for (key, fields) in readers {
            let candidates = fields.compactMap { $0.maker.value(at: place, variant: 0) }.filter { $0 != .null }
            let suits = candidates.first { candidate in
                fields.allSatisfy { field in
                    let value = Self.taken(candidate, by: field.maker)
                    return plan.ownChecks[field.column].map {
                        $0.evaluate { _ in plan.kinds[field.column].evaluated(value) } != .boolean(false)
                    } ?? true
                }
            }
            guard let value = suits ?? candidates.first else { continue }
            metadata.removeAll { $0.key == key }
            metadata.append(.init(key, value))
        }
        return metadata
    }

    /// What the trigger makes of a value: it cuts what is too long.
    private static func taken(_ value: SeedValue, by maker: ValueMaker) -> SeedValue {
        guard case .text(let text) = value, let most = maker.attribute.maxLength else { return value }
        return .text(String(String.UnicodeScalarView(text.unicodeScalars.prefix(most))))
    }

    /// Nil for what isn't known here.
    private func row(
        of account: SeedAccount, at position: Int, _ metadata: [SeedValue.Member]
    ) -> [SeedValue?] {
        var row = [SeedValue?](repeating: .null, count: plan.columns.count)
        for slot in plan.slots {
            switch slot.source {
            case .profile: row[slot.columns[0]] = .text(account.id)
            case .timestamp: row[slot.columns[0]] = nil
            case .attribute(let maker):
                row[slot.columns[0]] = value(of: maker, account, metadata)
            case .key, .reference, .side: break
            }
        }
        return row
    }

    private func value(
        of maker: ValueMaker, _ account: SeedAccount, _ metadata: [SeedValue.Member]
    ) -> SeedValue? {
        let attribute = maker.attribute
        switch attribute.signUpSource {
        case .email: return .text(account.email)
        case .phone: return .text(account.phone)
        case .metadata(let key):
            guard let member = metadata.first(where: { $0.key == key }) else { break }
            return Self.taken(member.value, by: maker)
        case nil: break
        }
        switch attribute.signUpFallback {
        case .value(.literal(let literal)): return SeedValue(literal)
        case .value(.expression(let expression)): return maker.kind.stored(expression.evaluate { _ in nil })
        case .value(.caller): return nil
        case .empty: return .text("")
        // PostgreSQL refuses the null of a column that needs a value.
        case .null, .none: return .null
        }
    }

    private func refusal(of row: [SeedValue?], _ taken: FilledTable) -> String? {
        let known = row.map { $0 ?? .null }
        for (column, value) in row.enumerated() {
            if value == .null, !plan.isNullable[column], plan.generated[column] == nil { return plan.columns[column] }
            guard let value, value != .null, let check = plan.ownChecks[column] else { continue }
            let kind = plan.kinds[column]
            if check.evaluate(row: { _ in kind.evaluated(value) }) == .boolean(false) {
                return plan.columns[column]
            }
        }
        for (index, constraint) in plan.constraints.enumerated() {
            switch constraint.kind {
            case .reference: continue
            case .unique, .exclusion: if taken.violates(index, known, plan) { return constraint.name }
            case .check(let condition, _):
                let holds = condition.evaluate { name in
                    plan.positions[name].flatMap { column in
                        row[column].map { plan.kinds[column].evaluated($0) }
                    }
                }
                if holds != .boolean(true), holds != .null { return constraint.name }
            }
        }
        return nil
    }
}
