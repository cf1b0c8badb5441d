internal import Catalog

/// Who gets or loses a right, for people. The roles through which a browser or an app speaks to the database deserve
/// that it is said plainly.
enum Grantee {
    static let api: Set<String> = ["anon", "authenticated", "public"]

    static func phrase(_ role: String) -> String {
        switch role {
        case "anon": "anon (anybody on the internet, without signing in)"
        case "authenticated": "authenticated (everybody who signs in)"
        case "public": "public (every role of the database)"
        default: role
        }
    }

    /// Several of them, from a list as a policy has it.
    static func phrase(of roles: Set<String>) -> String { roles.sorted().map(phrase).joined(separator: " and ") }
}

/// Privileges as a grant lists them: `insert, select with grant option`.
struct Privileges {
    private static let option = " with grant option"
    private(set) var names: Set<String> = []

    init(_ list: String?) {
        for name in list?.split(separator: ", ").map(String.init) ?? [] {
            names.insert(name)
            // Who may pass a privilege on has it.
            if name.hasSuffix(Self.option) { names.insert(String(name.dropLast(Self.option.count))) }
        }
    }

    mutating func formUnion(_ other: Privileges) { names.formUnion(other.names) }

    func subtracting(_ other: Privileges) -> [String] { names.subtracting(other.names).sorted() }

    /// For people; a privilege and the right to pass it on are said once.
    static func phrase(_ names: [String]) -> String {
        names.filter { !names.contains($0 + option) }.joined(separator: ", ")
    }

    /// What `grantee` may do with a thing, by itself or because everybody may, on a column also because of its table.
    static func of(_ grantee: String, on id: Fact.ID, in catalog: Catalog) -> Privileges {
        var privileges = Privileges(nil)
        var next: Fact.ID? = id
        while let about = next {
            for role in [grantee, "public"] {
                privileges.formUnion(Privileges(catalog[Fact.ID(.grant, "on \(about) to \(role)")]?[.privileges]))
            }
            next = about.kind == .column ? catalog[about]?.parent : nil
        }
        return privileges
    }

    /// Whether a role of the API may do anything with a thing or its columns.
    static func reachAPI(_ fact: Fact, in catalog: Catalog) -> Bool {
        catalog.facts.contains { grant in
            guard grant.kind == .grant, let about = grant.parent, Grantee.api.contains(grant[.grantee] ?? "") else {
                return false
            }
            return about == fact.id || about.kind == .column && catalog[about]?.parent == fact.id
        }
    }
}
