import Diagnostics
import Specification
import Testing

/// Which files a specification may include.
struct IncludeTests {
    @Test(arguments: [
        (#""nowhere.json""#, "file-not-found"), (#""../people.json""#, "include-path"),
        (#""/etc/passwd""#, "include-path"), (#""people.txt""#, "include-path"),
        (#""people.json", "people.json""#, "duplicate-name"),
    ])
    func onlyFilesBesideItAreRead(include: String, code: String) {
        let main = SourceFile(
            path: "spec/main.json", text: #"{"berry": 1, "name": "a", "include": [\#(include)], "entities": []}"#)
        let files = ["people.json": SourceFile(path: "spec/people.json", text: "{}")]
        do throws(DiagnosticsError) {
            let document = try Document(main, including: files)
            Issue.record("\(document.parts.count) files were read")
        } catch {
            #expect(error.diagnostics.map(\.code) == [code])
            #expect(error.diagnostics.first?.location?.file == "spec/main.json")
        }
    }
}
