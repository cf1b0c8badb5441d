import AccessControl
import DatabaseTesting
import SQL
import Testing

/// Policies are named as sentences.
@Suite struct PolicyNameTests {
    @Test(arguments: [
        ("proposedBy", "Whoever 'proposed by' names can create books"),
        ("soldTo", "Whoever 'sold to' names can create books"),
        ("editor", "Editors can create books"),
    ])
    func namesAccountsByTheirRelation(relation: String, name: String) throws {
        #expect(try names(relations: [relation]) == [name])
    }

    /// The comment says what has no place in the name.
    @Test func leavesOutWhatElseGranteesMustBe() throws {
        let who = #"{"all": [{"account": "inspector"}, {"role": "moderatorOfTheWholePlatform"}]}"#
        let statements = try statements(relations: ["inspector"], access: [#"{"who": \#(who), "can": ["read"]}"#])
        let policy = try #require(policies(statements).first)
        #expect(policy.name == "Inspectors can read books")
        let comment = "Inspectors who are also moderator of the whole platforms."
        #expect(statements.contains(.comment(.policy(policy.name, policy.table), comment)))
    }

    @Test func namesTheFirstOfMany() throws {
        let relations = ["inspector", "proofreader", "illustrator", "translator", "typesetter"]
        #expect(try names(relations: relations) == ["Inspectors, proofreaders and others can create books"])
    }

    @Test func staysDistinctWithinItsBytes() throws {
        let long = "recommendedWithoutReservationWhatsoever"
        let names = try names(relations: [long + "By", long + "To"], can: ["read", "create", "delete"])
        #expect(names.count == 3 && Set(names).count == 3)
        #expect(names.allSatisfy { $0.utf8.count <= 63 })
    }

    /// Who has a right already isn't asked a second time whether he is signed in.
    @Test func asksNothingThatIsKnown() throws {
        let grants = [
            #"{"who": {"account": "editor"}, "can": ["read"]}"#,
            #"{"who": {"all": ["signedIn", {"account": "editor"}]}, "can": ["read"]}"#,
        ]
        let (both, one) = try (
            statements(relations: ["editor"], access: grants), statements(relations: ["editor"], access: [grants[0]])
        )
        #expect(policies(both).map(\.using) == policies(one).map(\.using))
    }

    private func names(relations: [String], can: [String] = ["create"]) throws -> [String] {
        let access = relations.map { #"{"who": {"account": "\#($0)"}, "can": \#(can)}"# }
        return try policies(statements(relations: relations, access: access)).map(\.name)
    }

    private func policies(_ statements: [Statement]) -> [CreatePolicy] {
        statements.compactMap { statement in
            if case .createPolicy(let policy) = statement { policy } else { nil }
        }
    }

    private func statements(relations: [String], access: [String]) throws -> [Statement] {
        let declared = relations.map { #"{"name": "\#($0)", "kind": "belongsTo", "entity": "User"}"# }
        let example = try Example(
            json: """
                {"berry": 1, "name": "a", "target": "postgres", "roles": ["moderatorOfTheWholePlatform"],
                 "entities": [{"name": "Book",
                 "fields": [{"name": "title", "type": "text"}], "relations": [\(declared.joined(separator: ", "))],
                 "access": [\(access.joined(separator: ", "))]}]}
                """)
        return example.access.tables.flatMap(\.statements)
    }
}
