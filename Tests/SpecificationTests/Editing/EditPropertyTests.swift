import Diagnostics
import Foundation
import Specification
import Testing

/// Random edits of every specification that there is.
struct EditPropertyTests {
    static let texts: [(path: String, text: String)] = {
        let files =
            ["blog", "restaurants", "shop", "todo"].map { "examples/\($0)/spec/specification.json" }
            + ["every-key", "shop", "blog"].map { "Tests/SpecificationTests/Examples/\($0).json" }
            + ["planner.json", "planner.yaml"].map { "Tests/SpecificationTests/Editing/Bases/\($0)" }
        var texts: [(path: String, text: String)] = []
        for file in files {
            guard let text = try? String(contentsOf: Repository.root.appending(path: file), encoding: .utf8) else {
                continue
            }
            texts.append((file, text))
            guard file.hasSuffix(".json"), let root = try? Document(SourceFile(path: file, text: text)).root else {
                continue
            }
            texts.append((file + ".yaml", YAMLText.text(of: root) + "\n"))
            texts.append((file + ".lines.json", CanonicalJSON.text(of: root, expanded: true)))
            texts.append((file + ".flat.json", CanonicalJSON.line(of: root)))
        }
        return texts
    }()

    @Test func findsTheSpecifications() { #expect(Self.texts.count == 33) }

    @Test(arguments: 0..<300) func keepsTheRestAndCanBeUndone(_ seed: Int) throws {
        var generator = EditGenerator(seed: UInt64(seed))
        let (path, text) = Self.texts[seed % Self.texts.count]
        var document = try Document(SourceFile(path: path, text: text))
        for _ in 0..<6 {
            var reading = Reading(file: document.file)
            let before = try #require(Specification.read(document.root, &reading))
            guard !before.entities.isEmpty else { return }
            let (edit, inverse) = generator.edit(of: before)
            let edited: EditedDocument
            do throws(DiagnosticsError) {
                edited = try document.applying([edit])
            } catch {
                #expect(!error.diagnostics.contains { $0.code == "edit-not-writable" }, "\(path): \(edit.summary)")
                continue
            }
            guard edited.outcomes == [.applied] else {
                #expect(edited.document.file.bytes == document.file.bytes)
                continue
            }
            keepsOtherLines(document, edited, edit)
            if let inverse {
                do throws(DiagnosticsError) {
                    let undone = try edited.document.applying([inverse])
                    #expect(undone.specification.canonicalText == before.canonicalText, "\(path): \(edit.summary)")
                } catch {
                    Issue.record("\(path): \(inverse.summary): \(error.diagnostics.map(\.message))")
                }
            }
            document = edited.document
        }
    }

    /// What is added touches no other line, but for a comma or a list that stands on one line.
    private func keepsOtherLines(_ document: Document, _ edited: EditedDocument, _ edit: Edit) {
        let difference = UnifiedDifference(from: String(decoding: document.file.bytes, as: UTF8.self), to: edited.text)
        let removed = difference.lines.compactMap { if case .removed(let line) = $0 { line } else { nil } }
        switch edit {
        case .addEntity, .addField, .addRelation, .addUnique, .addEnumValue:
            #expect(removed.count <= 1, "\(document.file.path): \(edit.summary): \(removed)")
        default: break
        }
    }
}
