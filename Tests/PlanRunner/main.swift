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
        "id": request.id, "edits": plan.edits.map { "\(show($0.edit))  «\($0.words)»" },
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

/// An edit on one line, its declarations as JSON.
func show(_ edit: Edit) -> String {
    func line(_ value: some SpecificationValue) -> String { CanonicalJSON.line(of: value.write()) }
    func only<Object>(_ changes: Changes<Object>) -> String {
        let members = changes.set.compactMap { key in
            changes.values.write().member(key).map { "\(key): \(CanonicalJSON.line(of: $0.value))" }
        }
        return (members + changes.unset.map { "no \($0)" }).joined(separator: ", ")
    }
    switch edit {
    case .addEntity(let entity): return "addEntity \(line(entity))"
    case .addField(let field, let entity): return "addField \(entity) \(line(field))"
    case .addRelation(let relation, let entity): return "addRelation \(entity) \(line(relation))"
    case .changeField(let name, let entity, let changes): return "changeField \(entity).\(name) \(only(changes))"
    case .changeRelation(let name, let entity, let changes): return "changeRelation \(entity).\(name) \(only(changes))"
    case .changeEntity(let name, let changes): return "changeEntity \(name) \(only(changes))"
    case .grantAccess(let grant, let entity): return "grantAccess \(entity) \(line(grant))"
    case .addUnique(let unique, let entity): return "addUnique \(entity) \(line(unique))"
    default: return "\(edit)".prefix(400).description
    }
}
