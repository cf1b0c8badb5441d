import GeneratedFiles
import Testing

@testable import SwiftRepositories

@Suite struct NamingTests {
    @Test(arguments: [
        (
            ["in", "2fa", "a-b", "Ünïcode", "", "東京", "!?", "IN_PROGRESS", "größe"],
            ["in", "value2fa", "aB", "unicode", "empty", "u6771U4eac", "symbol", "inProgress", "groUdfE"]
        ),
        (["aB", "a-b", "a b", "aB2"], ["aB", "aB2", "aB3", "aB22"]),
        (["none", "self", "default", "allCases"], ["noneValue", "selfValue", "default", "allCasesValue"]),
        (["no\u{301}", "n\u{f3}"], ["no", "no2"]),
    ])
    func casesOfEnumerations(_ values: [String], _ expected: [String]) {
        #expect(CaseNames.names(of: values) == expected)
    }

    @Test func namesThatAreTaken() {
        var names = TypeNames(reserved: ["TodoData", "TodoDatabase"])
        #expect(names.claim(entity: "Todo") == "Todo")
        #expect(names.claim(entity: "TODO") == "TODORecord")
        #expect(names.claim(entity: "TodoDraft") == "TodoDraftRecord")
        #expect(names.claim(entity: "Data") == "DataRecord")
        #expect(names.claim(entity: "DataRecord") == "DataRecordRecord")
        #expect(names.claim(enumeration: "Result") == "ResultValue")
        #expect(names.claim(enumeration: "Todo") == "TodoValue")
        #expect(names.claim(entity: "TodoDatabase") == "TodoDatabaseRecord")
    }

    @Test func literalsEndWhereTheyShould() {
        #expect(stringLiteral(#"a"b\(c)\n"#) == #""a\"b\\(c)\\n""#)
        #expect(stringLiteral("\n\t\u{0}\u{202e}é🍒") == #""\n\t\u{0}\u{202e}é🍒""#)
    }

    @Test func commentsStayComments() {
        #expect(DocumentationText.lines(of: "a\r\nb */ \u{202e}c\u{2028}d\n\n", width: 80) == ["a", "b */  c", "d"])
        #expect(DocumentationText.lines(of: "one two three", width: 7) == ["one two", "three"])
    }

    /// A type that the package has must not be taken by an entity.
    @Test func everyTypeOfThePackageIsReserved() throws {
        let declaration = /(?m)^(?:public |private |final |indirect )*(?:struct|enum|protocol|class|actor) (\w+)/
        var free: [Substring] = []
        for file in SupportFiles(module: "X").all {
            free += file.text.matches(of: declaration).map(\.1).filter {
                !ReservedTypeNames.all.contains($0.lowercased())
            }
        }
        #expect(free == [])
    }
}
