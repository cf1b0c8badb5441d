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

    @Test func staysDistinctWithinItsBytes() throws {
        let long = "recommendedWithoutReservationWhatsoever"
        let names = try names(relations: [long + "By", long + "To"], can: ["read", "create", "delete"])
        #expect(names.count == 3 && Set(names).count == 3)
        #expect(names.allSatisfy { $0.utf8.count <= 63 })
    }

    private func names(relations: [String], can: [String] = ["create"]) throws -> [String] {
        let declared = relations.map { #"{"name": "\#($0)", "kind": "belongsTo", "entity": "User"}"# }
        let access = relations.map { #"{"who": {"account": "\#($0)"}, "can": \#(can)}"# }
        let example = try Example(
            json: """
                {"berry": 1, "name": "a", "target": "postgres", "entities": [{"name": "Book",
                 "fields": [{"name": "title", "type": "text"}], "relations": [\(declared.joined(separator: ", "))],
                 "access": [\(access.joined(separator: ", "))]}]}
                """)
        return example.access.tables.flatMap(\.statements).compactMap { statement in
            if case .createPolicy(let policy) = statement { policy.name } else { nil }
        }
    }
}
