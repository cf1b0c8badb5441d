import Diagnostics
import Specification
import Testing

/// Texts in which somebody's hand slipped: whatever they still mean, an edit is written rightly, or refused.
struct EditMutationTests {
    /// What gives a text its shape.
    private static let marks = Array(" \n\t-:,[]{}#'\"|>?&*!~\\\r0a".utf8)

    private static let texts = EditPropertyTests.texts.filter { $0.text.utf8.count < 6000 }

    @Test(arguments: 0..<20) func anEditIsWrittenRightlyOrRefused(_ start: Int) throws {
        var read = 0
        for seed in (start * 100)..<((start + 1) * 100) {
            var generator = EditGenerator(seed: UInt64(seed))
            let (path, text) = Self.texts[seed % Self.texts.count]
            var bytes = Array(text.utf8)
            for _ in 0...generator.number(below: 3) { mutate(&bytes, &generator) }
            let file = SourceFile(path: path, bytes: bytes)
            guard let document = try? Document(file) else { continue }
            var reading = Reading(file: file)
            guard let specification = Specification.read(document.root, &reading), !reading.diagnostics.hasErrors,
                !specification.entities.isEmpty
            else { continue }
            read += 1
            for _ in 0..<4 {
                let (edit, _) = generator.edit(of: specification)
                do throws(DiagnosticsError) {
                    _ = try document.applying([edit])
                } catch {
                    #expect(error.diagnostics.allSatisfy { $0.code.hasPrefix("edit-") }, "\(path) \(seed)")
                }
            }
        }
        #expect(read > 0)
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout EditGenerator) {
        guard !bytes.isEmpty else { return }
        let place = generator.number(below: bytes.count)
        let mark = Self.marks[generator.number(below: Self.marks.count)]
        switch generator.number(below: 4) {
        case 0: bytes[place] = mark
        case 1: bytes.insert(mark, at: place)
        case 2: bytes.remove(at: place)
        default:
            // A part of the text once more, where it isn't expected.
            let end = min(bytes.count, place + generator.number(below: 40))
            bytes.insert(contentsOf: bytes[place..<end], at: generator.number(below: bytes.count))
        }
    }
}
