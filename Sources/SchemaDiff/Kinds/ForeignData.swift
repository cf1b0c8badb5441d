internal import Catalog

enum ForeignDataWrapperChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let handler = fact[.handler].map { " handler \($0)" } ?? ""
        let validator = fact[.validator].map { " validator \($0)" } ?? ""
        return ["create \(fact.reference)\(handler)\(validator)\(TableChanges.foreignOptions(fact[.options]))"]
            + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop \(fact.reference)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        var statements: [String] = []
        if differences.contains(.handler) {
            statements.append("alter \(new.reference) \(new[.handler].map { "handler \($0)" } ?? "no handler")")
        }
        if differences.contains(.validator) {
            statements.append("alter \(new.reference) \(new[.validator].map { "validator \($0)" } ?? "no validator")")
        }
        if differences.contains(.options) {
            statements.append("alter \(new.reference) \(OptionList.foreignChange(old[.options], new[.options]))")
        }
        return .inPlace(statements + new.ownerChange(from: old))
    }
}

enum ForeignServerChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let type = fact[.type].map { " type \($0)" } ?? ""
        let version = fact[.version].map { " version \($0)" } ?? ""
        return [
            "create \(fact.reference)\(type)\(version) foreign data wrapper \(fact[.handler] ?? "")"
                + TableChanges.foreignOptions(fact[.options])
        ] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop \(fact.reference)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard differences.isDisjoint(with: [.type, .handler]) else { return .replacement }
        var statements: [String] = []
        if differences.contains(.version) {
            statements.append("alter \(new.reference) version \(new[.version] ?? "null")")
        }
        if differences.contains(.options) {
            statements.append("alter \(new.reference) \(OptionList.foreignChange(old[.options], new[.options]))")
        }
        return .inPlace(statements + new.ownerChange(from: old))
    }
}

/// Its options may hold a password, which no catalog of berry's has: they are for people to set.
enum UserMappingChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create user mapping for \(fact[.role] ?? "") server \(fact[.server] ?? "")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["drop user mapping for \(fact[.role] ?? "") server \(fact[.server] ?? "")"]
    }
}
