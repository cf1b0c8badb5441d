internal import Catalog
internal import Specification

extension SchemaCatalog {
    /// What the policies of a table say, where each of them says what a grant does. Row level security may be off: berry
    /// turns it on, which is what whoever wrote policies meant.
    mutating func addPolicies(of fact: Fact) {
        guard let table = tables[fact.name], !isLink(table) else { return }
        let policies = parts(of: fact, .policy)
        let understood = policies.compactMap { policy(of: $0, table) }
        guard !policies.isEmpty, understood.count == policies.count else {
            // Nobody else may come in beside what SQL says.
            if fact[.rowSecurity] != nil || !policies.isEmpty { schema.tables[table].policies = [] }
            return
        }
        schema.tables[table].policies = understood
        replacedPolicies.formUnion(policies.map(\.id))
    }

    /// Whether the key of a table is two references; berry has rules of its own for links.
    private func isLink(_ table: Int) -> Bool {
        let key = schema.tables[table].key
        return key.count == 2
            && key.allSatisfy { part in schema.references.contains { $0.left == .init(table: table, columns: [part]) } }
    }

    private func policy(of fact: Fact, _ table: Int) -> Schema.Policy? {
        guard fact[.restrictive] == nil, let can = Self.operations[fact[.command] ?? ""] else { return nil }
        let conditions = [fact[.using], fact[.check]].compactMap(\.self).map(Self.plain)
        guard let condition = conditions.first, conditions.allSatisfy({ $0 == condition }) else { return nil }
        let roles = Set((fact[.roles] ?? "public").split(separator: ",").map { $0.trimmingPrefix(" ") })
        if condition == "true" {
            // Everybody, or whoever has signed in; who isn't has the other role.
            if roles == ["authenticated"] { return .init(caller: .signedIn, can: can) }
            let isEverybody = roles.contains("public") || roles == ["anon", "authenticated"]
            return isEverybody ? .init(caller: .anyone, can: can) : nil
        }
        guard roles == ["authenticated"] || roles == ["public"] || roles == ["anon", "authenticated"] else {
            return nil
        }
        let sides = condition.split(separator: "=", omittingEmptySubsequences: false).map {
            String($0.filter { $0 != " " })
        }
        guard sides.count == 2, let caller = sides.firstIndex(of: "auth.uid()"),
            let place = columns[table][Self.unquoted(sides[1 - caller])],
            schema.references.contains(where: { $0.left == .init(table: table, columns: [place]) })
        else { return nil }
        return .init(caller: .account(place), can: can)
    }

    private static let operations: [String: [Operation]] = [
        "select": [.read], "insert": [.create], "update": [.update], "delete": [.delete], "all": Operation.allCases,
    ]

    /// An expression as PostgreSQL prints it, without the ways around asking for the caller once a row.
    private static func plain(_ text: String) -> String {
        var text = text.replacing(/\(\s*SELECT auth\.uid\(\) AS uid\s*\)/, with: "auth.uid()")
        while text.hasPrefix("("), text.hasSuffix(")"), isWhole(text) { text = String(text.dropFirst().dropLast()) }
        return text
    }

    /// Whether the first parenthesis ends where the text does.
    private static func isWhole(_ text: String) -> Bool {
        var depth = 0
        for (position, character) in text.enumerated() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { return position == text.count - 1 }
        }
        return false
    }
}
