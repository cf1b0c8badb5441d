import Diagnostics
import MarkedSources
import Specification
import Testing

@testable import SpecificationFormats

/// What is wrong with ByteMason's files, and where.
@Suite struct ByteMasonTests {
    private func check(_ marked: String, _ findings: Finding...) {
        let source = MarkedSource(marked)
        do {
            let document = try Document(SourceFile(path: "plan.json", text: source.text))
            #expect(ByteMasonFile.recognizes(document))
            let read = try ByteMasonFile(document, named: "x")
            source.expect(findings, in: read.diagnostics)
        } catch { source.expect(findings, in: error.diagnostics) }
    }

    @Test func sqlMakesASchemaAndNothingElse() {
        check(
            #"""
            {"structure": {"database": [
              1️⃣{"name": "a"},
              {"name": "b", "sql_schema": 2️⃣"a table of users"},
              {"name": "c", "sql_schema": 3️⃣"copy c from '/etc/passwd'"},
              {"name": "d", "sql_schema": 4️⃣"create table d (x text default pg_read_file('/x'))"},
              {"name": "e", "sql_schema": "create table e (id uuid primary key)"}]}}
            """#, .at(1, "missing-key", "sql_schema"), .at(2, "not-sql", "a table of users"),
            .at(3, "reaches-outside", "COPY"), .at(4, "reaches-outside", "pg_read_"))
        check(#"{"structure": {"database": 1️⃣{}}}"#, .at(1, "wrong-type", "a list of tables"))
    }

    @Test func modelsAreObjectsOfWords() {
        check(
            #"{"dataModel": {"A": {"b": 1️⃣3}, "C": 2️⃣"d"}}"#, .at(1, "wrong-type", "'b' is a string"),
            .at(2, "wrong-type", "an object of fields"))
        check(
            #"{"dataModel": {"A": {"b": 1️⃣"whatever", "cs": 2️⃣"C[]"}, "C": {"d": "date"}}}"#,
            .at(1, "unknown-type", "becomes a text"), .at(2, "reference-left-out", "'cs'"))
    }

    @Test func tablesComeBeforeThoseThatReferToThem() throws {
        let text = #"""
            {"structure": {"database": [
              {"name": "a", "sql_schema": "create table a (b_id uuid references b)"},
              {"name": "b", "sql_schema": "create table b (id uuid primary key)"}]}}
            """#
        let read = try ByteMasonFile(Document(SourceFile(path: "plan.json", text: text)), named: "x")
        guard case .sql(let scripts) = read.content else { return #expect(Bool(false), "\(read.content)") }
        #expect(scripts.map(\.path) == ["plan.json, table b", "plan.json, table a"])
    }
}
