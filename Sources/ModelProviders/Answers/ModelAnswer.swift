internal import Diagnostics
internal import Specification

/// What a model is asked to answer with.
struct ModelAnswer: SpecificationObject {
    static let title = "an answer"
    static let definition = "answer"

    var edits: [PlannedEdit] = []
    var notUnderstood: [String] = []
    var isAlreadyTrue = false
    var source = Source()

    static let keys: [Key<ModelAnswer>] = [
        Key(list: "edits", \.edits, required: true, "The edits, in the order in which they are applied."),
        Key(
            list: "notUnderstood", \.notUnderstood, required: true,
            "Words of the request, verbatim, that no edit accounts for."),
        Key(
            required: "alreadyTrue", \.isAlreadyTrue,
            "Whether the specification says everything already that the request asks for."),
    ]

    /// Its JSON Schema, in the subset that structured outputs accept.
    static let shape = JSONSchema.strict(ModelAnswer.self).node

    /// Reads an answer; what is wrong with it is said edit by edit, as the model can use it.
    static func read(_ text: String) -> Result<ModelAnswer, AnswerProblems> {
        guard let json = AnswerText.object(with: "edits", in: text) else {
            let isEmpty = text.allSatisfy(\.isWhitespace)
            return .failure(AnswerProblems([isEmpty ? "the answer is empty" : "the answer holds no JSON object"]))
        }
        let file = SourceFile(path: "answer", text: json)
        let document: Document
        do {
            document = try Document(file)
        } catch {
            return .failure(AnswerProblems(error.diagnostics))
        }
        var problems: [String] = []
        var answer = ModelAnswer()
        guard case .object(let members) = document.root.value else {
            return .failure(AnswerProblems(["the answer is \(document.root.kind) and no object"]))
        }
        for member in members where !keys.contains(where: { $0.name == member.key }) {
            problems.append("an answer has no key '\(member.key.prefix(60))'")
        }
        var reading = Reading(file: file)
        for (index, element) in (document.root.at("edits")?.elements ?? []).enumerated() {
            reading.diagnostics = Diagnostics()
            if let edit = PlannedEdit.read(element, &reading), !reading.diagnostics.hasErrors {
                answer.edits.append(edit)
            } else {
                let kind = element.at("edit")?.string.map { ", \($0.prefix(60))" } ?? ""
                problems += AnswerProblems(reading.diagnostics.sorted).sentences.map {
                    "edit \(index + 1)\(kind): \($0)"
                }
            }
        }
        if case .array? = document.root.at("edits")?.value {} else { problems.append("the key 'edits' holds no list") }
        answer.notUnderstood = (document.root.at("notUnderstood")?.elements ?? []).compactMap(\.string)
        if case .boolean(true)? = document.root.at("alreadyTrue")?.value { answer.isAlreadyTrue = true }
        return problems.isEmpty ? .success(answer) : .failure(AnswerProblems(problems))
    }
}

/// What is wrong with an answer, a sentence each.
struct AnswerProblems: Error, Hashable {
    /// More than these don't help a model any more.
    private static let most = 20
    var sentences: [String]

    init(_ sentences: [String]) { self.sentences = Array(sentences.prefix(Self.most)) }

    init(_ diagnostics: [Diagnostic]) {
        self.init(
            diagnostics.filter { $0.severity == .error }.map { diagnostic in
                ([diagnostic.message] + diagnostic.notes.map(\.message) + [diagnostic.fix].compactMap(\.self))
                    .joined(separator: "; ")
            })
    }
}
