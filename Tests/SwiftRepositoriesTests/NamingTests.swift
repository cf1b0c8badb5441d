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
        #expect(names.claim(entity: "Main") == "MainRecord")
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
        for file in SupportFiles(module: "X", hasInvitations: true, hasQueries: true).all {
            free += file.text.matches(of: declaration).map(\.1).filter {
                !ReservedTypeNames.all.contains($0.lowercased())
            }
        }
        #expect(free == [])
    }

    /// Nor one that the package's sources name: a type of the same name would be taken for it.
    @Test func everyTypeThatThePackageNamesIsReserved() throws {
        let declaration = /\b(?:struct|enum|protocol|class|actor|typealias|associatedtype) (\w+)/
        let parameters = /\b(?:func \S+|init|struct \w+|class \w+)<([^>]*)>/
        // What follows a dot belongs to what stands before it.
        let name = /(?:^|[^.\w])([A-Z]\w*)/
        let sources = try Specifications.model("everything").swiftPackage()
            .filter { $0.path.contains("/Sources/") && $0.path.hasSuffix(".swift") }
            .map { Self.code($0.text) }
        let declared = Set(sources.flatMap { $0.matches(of: declaration).map(\.1) })
        var free: Set<Substring> = []
        for source in sources {
            let own = source.matches(of: parameters).flatMap { $0.1.matches(of: name).map(\.1) }
            free.formUnion(Set(source.matches(of: name).map(\.1)).subtracting(declared).subtracting(own))
        }
        // An extension sees the parameters of what it extends first, and no type is spelt as libpq's names are.
        free.subtract(["Element", "Key", "Value", "RawValue", "Wrapped"])
        #expect(
            free.filter {
                !ReservedTypeNames.all.contains($0.lowercased()) && !$0.contains(/^(PQ|PGRES_|CONNECTION_)/)
            } == [])
    }

    @Test(arguments: [
        ("let a: Decimal?", true), ("guard let b = Data(x)", true), ("[UUID]", true), ("// Date", false),
        (#"name("Date", x)"#, false), (#"name("a\"Date", x) // \" Data"#, false), (#"f("\\", Date())"#, true),
        ("CalendarDate DateRecord date", false), (#""never closed Date"#, false), (#""\"#, false), ("a / Date", true),
    ])
    func findsWhatNeedsFoundation(_ code: String, _ expected: Bool) {
        #expect(FoundationUse.isFound(in: Array(code.utf8)[...]) == expected)
    }

    /// Without comments and literals.
    private static func code(_ text: String) -> String {
        text.replacing(/(?s:""".*?""")/, with: "").replacing(/\/\/[^\n]*/, with: "")
            .replacing(/"(?:\\.|[^"\\\n])*"/, with: "")
    }
}
