import DatabaseTesting
import Diagnostics
public import Specification

/// A random application and edits of it, which come again with their seed.
public struct Evolution: Sendable {
    public let seed: Int
    let before: Example
    let after: Example
    let lineage: Lineage
    /// The specification's texts.
    let texts: (before: String, after: String)
    public let edits: [Edit]
    /// The specification that is edited.
    public var text: String { texts.before }

    /// - Throws: `InvalidExample` when the application isn't one, which is the generator's mistake.
    public init(seed: Int) throws {
        self.seed = seed
        var application = RandomApplication(dice: Dice(seed: seed))
        let text = application.text()
        before = try Example(json: text)
        var document = try Document(SourceFile(path: "specification.json", text: text))
        var specification = try document.applying([]).specification
        var lineage = Lineage(specification)
        var proposals = RandomEdits(seed: seed)
        var dice = Dice(seed: seed &+ 3_000_017)
        var (edits, latest) = ([Edit](), before)
        let kinds = RandomEdits.kinds
        let count = 3 + dice.roll(3)
        for attempt in 0..<200 where edits.count < count {
            // The first kind takes turns, so that all of them come up.
            let kind = edits.isEmpty && attempt < 40 ? kinds[seed % kinds.count] : kinds[dice.roll(kinds.count)]
            guard let edit = proposals.edit(kind, of: specification),
                let edited = try? document.applying([edit]), edited.outcomes == [.applied],
                let example = try? Example(json: edited.text)
            else { continue }
            lineage.follow(edit, in: specification)
            (document, specification, latest) = (edited.document, edited.specification, example)
            edits.append(edit)
        }
        self.edits = edits
        self.lineage = lineage
        after = latest
        texts = (text, document.file.text)
    }
}

extension SourceFile {
    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
