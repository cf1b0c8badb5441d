extension DomainModel {
    /// What rules read of other entities' rows, and of their own.
    struct RuleColumns {
        /// Entity name → columns that lead to an account or to another row.
        var keys: [String: Set<String>] = [:]
        /// Entity name → columns that conditions test, each once, in the order of the rules.
        var tested: [String: [String]] = [:]
    }

    var columnsOfRules: RuleColumns {
        var columns = RuleColumns()
        for entity in entities {
            for rule in entity.rules {
                for grantee in rule.who.parts { columns.add(grantee, of: entity) }
                for test in rule.tests {
                    columns.add(test.steps, of: entity.name)
                    let tested = test.steps.last?.entity ?? entity.name
                    if columns.tested[tested]?.contains(test.column) != true {
                        columns.tested[tested, default: []].append(test.column)
                    }
                }
            }
        }
        return columns
    }
}

extension DomainModel.RuleColumns {
    fileprivate mutating func add(_ steps: [DomainModel.PathStep], of entity: String) {
        var name = entity
        for step in steps {
            keys[name, default: []].formUnion(step.columns)
            name = step.entity
        }
    }

    fileprivate mutating func add(_ listing: DomainModel.Listing) {
        keys[listing.entity, default: []].formUnion(listing.columns + [listing.account])
    }

    fileprivate mutating func add(_ grantee: DomainModel.Grantee, of entity: DomainModel.Entity) {
        switch grantee {
        case .anyone, .signedIn, .service, .role, .all: break
        case .account(let path):
            add(path.steps, of: entity.name)
            keys[path.steps.last?.entity ?? entity.name, default: []].insert(path.column)
        case .member(let steps, let listing):
            add(steps, of: entity.name)
            add(listing)
        case .through(let step, _): add([step], of: entity.name)
        case .listed(let listing): add(listing)
        }
    }
}
