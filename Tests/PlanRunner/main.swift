// Reads requests as JSON lines, {"id", "request", "base": a specification's file or null}, and writes what the
// English planner makes of each: its edits, what it didn't understand, and the specification afterwards.
import Diagnostics
import DomainModel
import Foundation
import PlannedSpecifications
import Planning
import Specification

struct Request: Decodable {
    var id: String
    var request: String
    var base: String?
}

func load(_ path: String) throws -> Specification? {
    let file = SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
    let document = try Document(file)
    var reading = Reading(file: file)
    return Specification.read(document.root, &reading)
}

var bases: [String: Specification] = [:]
let planner = EnglishPlanner()
while let line = readLine() {
    guard let request = try? JSONDecoder().decode(Request.self, from: Data(line.utf8)) else { continue }
    var base: Specification?
    if let path = request.base {
        base = try bases[path] ?? load(path)
        bases[path] = base
    }
    let start = ContinuousClock.now
    let plan = planner.plan(request.request, for: base)
    let time = ContinuousClock.now - start
    var result: [String: Any] = [
        "id": request.id, "edits": plan.edits.map { "\($0.edit.line)  «\($0.words)»" },
        "notUnderstood": plan.notUnderstood.map { "\($0.words): \($0.reason ?? "")" }, "notes": plan.notes,
        "alternatives": plan.alternatives.map(\.phrase), "alreadyTrue": plan.isAlreadyTrue,
        "milliseconds": Double(time.components.attoseconds) / 1e15,
    ]
    if let refusal = plan.refusal { result["refusal"] = refusal }
    do {
        var begin = Specification()
        begin.name = "app"
        let after = try (base ?? begin).applying(plan.edits.map(\.edit))
        result["specification"] = try JSONSerialization.jsonObject(with: Data(after.canonicalText.utf8))
        let file = SourceFile(path: "after.json", text: after.canonicalText)
        var reading = Reading(file: file)
        if let read = Specification.read(try Document(file).root, &reading) {
            var diagnostics = reading.diagnostics
            _ = DomainModel.normalize(read, reporting: &diagnostics)
            result["errors"] = diagnostics.sorted.filter { $0.severity == .error }.map(\.message)
        }
    } catch {
        result["failure"] = "\(error)"
    }
    let data = try JSONSerialization.data(withJSONObject: result, options: [.sortedKeys])
    print(String(decoding: data, as: UTF8.self))
}
