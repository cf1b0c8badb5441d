internal import Catalog

enum SchemaChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create schema \(fact.name)"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop schema \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        .inPlace(new.ownerChange(from: old))
    }
}

enum ExtensionChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let version = fact[.version].map { " version '\($0)'" } ?? ""
        // The schema is the platform's own where there is a platform, so no fact of a catalog is about it.
        let schema = fact[.schema] == "extensions" ? ["create schema if not exists extensions"] : []
        return schema + ["create extension \(fact.name) with schema \(fact[.schema] ?? "public")\(version)"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop extension \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        if isDowngrade(from: old[.version], to: new[.version]) { return .replacement }
        var statements: [String] = []
        if old[.version] != new[.version] {
            statements.append("alter extension \(new.name) update\(new[.version].map { " to '\($0)'" } ?? "")")
        }
        if old[.schema] != new[.schema], let schema = new[.schema] {
            statements.append("alter extension \(new.name) set schema \(schema)")
        }
        return .inPlace(statements)
    }
}

extension ExtensionChanges {
    /// Extensions know the way to newer versions only. Without a version it is the one that the server brings, which is
    /// the newest.
    private static func isDowngrade(from old: String?, to new: String?) -> Bool {
        guard let new, old != new else { return false }
        guard let old else { return true }
        func numbers(_ version: String) -> [Int] { version.split { !$0.isNumber }.map { Int($0) ?? 0 } }
        return numbers(new).lexicographicallyPrecedes(numbers(old))
    }
}

enum CollationChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create collation \(fact.name) (\(fact[.definition] ?? ""))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop collation \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        new.differences(from: old) == [.owner] ? .inPlace(new.ownerChange(from: old)) : .replacement
    }
}
