public import Diagnostics

/// What became of a specification's text after a list of edits.
public struct EditedDocument: Sendable {
    /// The edited text, parsed. Its bytes are the original ones where nothing was to be done.
    public let document: Document
    public let specification: Specification
    /// What became of each edit, in their order.
    public let outcomes: [Outcome]
    /// What else went away, and what isn't carried over: notes and warnings, at places of the original text.
    public let diagnostics: [Diagnostic]

    public enum Outcome: Sendable, Hashable {
        case applied
        /// What the edit asks for was there, so it changed nothing.
        case alreadyTrue
    }

    public var text: String { String(decoding: document.file.bytes, as: UTF8.self) }
}

extension Document {
    /// The document after `edits`, applied one after the other. What they don't touch keeps its bytes.
    ///
    /// - Throws: Every reason why one of the edits is impossible, or why the text isn't a specification; then none is
    ///   applied.
    public func applying(_ edits: [Edit]) throws(DiagnosticsError) -> EditedDocument {
        let original = try specification()
        var editor = SpecificationEditor(original)
        var outcomes: [EditedDocument.Outcome] = []
        var refusals = Diagnostics()
        for edit in edits {
            do throws(DiagnosticsError) {
                outcomes.append(try editor.apply(edit))
            } catch {
                for var diagnostic in error.diagnostics {
                    diagnostic.notes.append(.init("this comes of the edit: \(edit.summary)"))
                    refusals.report(diagnostic)
                }
            }
        }
        try refusals.throwIfErrors()
        let edited = try writing(editor.specification, insteadOf: original)
        return EditedDocument(
            document: edited.document, specification: edited.specification, outcomes: outcomes,
            diagnostics: editor.diagnostics.sorted)
    }

    func specification() throws(DiagnosticsError) -> Specification {
        var reading = Reading(file: file)
        let specification = Specification.read(root, &reading)
        guard let specification, !reading.diagnostics.hasErrors else {
            throw DiagnosticsError(reading.diagnostics.sorted)
        }
        return specification
    }

    /// The text in which only what differs between the two specifications is written anew.
    private func writing(
        _ edited: Specification, insteadOf original: Specification
    ) throws(DiagnosticsError) -> (document: Document, specification: Specification) {
        guard edited != original else { return (self, original) }
        let bytes: [UInt8]
        do throws(UnwritableLayout) {
            let (old, new) = original.abbreviated(with: edited)
            bytes = try patched(from: old.write(), to: new.write())
        } catch {
            throw notWritable([])
        }
        do throws(DiagnosticsError) {
            let document = try Document(SourceFile(path: file.path, bytes: bytes))
            let read = try document.specification()
            guard read == edited else { throw notWritable([]) }
            return (document, read)
        } catch {
            throw notWritable(error.diagnostics)
        }
    }

    /// A text may be laid out in ways that leave no place for a change, such as YAML with explicit keys.
    private func notWritable(_ reasons: [Diagnostic]) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "edit-not-writable", "the edits can't be written into \(file.path) as it is laid out",
                at: file.location(of: root.range),
                notes: reasons.prefix(3).map { .init($0.message) },
                fix: "write the part that they change in plain block style"))
    }
}

extension Specification {
    /// Both with nothing but their names left of the first and last entities, as far as they are the same in both: what
    /// is the same stays as it stands in the text, and need not be written down for that.
    fileprivate func abbreviated(with other: Specification) -> (Specification, Specification) {
        var (old, new) = (self, other)
        let start = zip(entities, other.entities).prefix { $0 == $1 }.count
        let end = zip(entities.dropFirst(start).reversed(), other.entities.dropFirst(start).reversed())
            .prefix { $0 == $1 }.count
        for index in 0..<start { old.entities[index] = old.entities[index].nameOnly }
        for index in (old.entities.count - end)..<old.entities.count {
            old.entities[index] = old.entities[index].nameOnly
        }
        new.entities.replaceSubrange(..<start, with: old.entities.prefix(start))
        new.entities.replaceSubrange((new.entities.count - end)..., with: old.entities.suffix(end))
        return (old, new)
    }
}

extension EntityDeclaration {
    fileprivate var nameOnly: EntityDeclaration {
        var entity = EntityDeclaration()
        entity.name = name
        return entity
    }
}
