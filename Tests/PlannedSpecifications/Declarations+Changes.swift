internal import Diagnostics
internal import Specification

extension EntityDeclaration {
    func field(_ name: String) throws -> Int {
        guard let index = fields.firstIndex(where: { $0.name == name }) else {
            throw EditFailure("no field \(self.name).\(name)")
        }
        return index
    }

    func relation(_ name: String) throws -> Int {
        guard let index = relations.firstIndex(where: { $0.name == name }) else {
            throw EditFailure("no relation \(self.name).\(name)")
        }
        return index
    }

    func requireMember(_ name: String) throws {
        guard fields.contains(where: { $0.name == name }) || relations.contains(where: { $0.name == name }) else {
            throw EditFailure("no \(self.name).\(name)")
        }
    }

    func requireFree(_ name: String) throws {
        guard !fields.contains(where: { $0.name == name }), !relations.contains(where: { $0.name == name }) else {
            throw EditFailure("there is \(self.name).\(name)")
        }
    }

    mutating func renameInUniques(_ name: String, _ new: String) {
        for index in unique.indices { unique[index].fields = unique[index].fields.map { $0 == name ? new : $0 } }
    }
}

extension SpecificationObject {
    /// The object with the keys that `changes` sets and without those that it takes out.
    func merging(_ changes: Changes<Self>) throws -> Self {
        guard case .object(var members) = write().value else { return self }
        members.removeAll { changes.set.contains($0.key) || changes.unset.contains($0.key) }
        for key in changes.set {
            guard let member = changes.values.write().member(key) else { throw EditFailure("no value for \(key)") }
            members.append(member)
        }
        var reading = Reading(file: SourceFile(path: "changes", text: ""))
        guard let result = Self.read(Node(.object(members)), &reading) else {
            throw EditFailure("an unreadable object")
        }
        return result
    }
}
