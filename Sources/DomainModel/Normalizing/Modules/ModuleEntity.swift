internal import Diagnostics
internal import Specification

/// The entity that a module brings, as if it had been declared: everything that berry makes of entities is made of it,
/// too.
enum ModuleEntity {
    /// A declared entity that has the name of one that a module brings.
    struct Taken {
        let module: Module
        let name: String
        let declaration: EntityDeclaration
    }

    private static let names: [(module: Module, name: String)] = [
        (.invitations, InvitationsModule.entity), (.shareLinks, ShareLinksModule.entity),
    ]

    static func taken(in specification: Specification) -> [Taken] {
        names.filter { specification.modules.contains($0.module) }.compactMap { module, name in
            specification.entities.first { Normalizer.folded($0.name) == Normalizer.folded(name) }
                .map { Taken(module: module, name: name, declaration: $0) }
        }
    }

    /// `specification` with the entities that its modules bring.
    static func completed(_ specification: Specification) -> Specification {
        let taken = Set(taken(in: specification).map(\.module))
        var completed = specification
        if !taken.contains(.invitations), let module = InvitationsModule(specification) {
            completed.entities.append(module.declaration)
        }
        if !taken.contains(.shareLinks), let module = ShareLinksModule(specification) {
            completed.entities.append(module.declaration)
        }
        return completed
    }
}

extension Normalizer {
    mutating func checkModules() {
        if let position = specification.modules.firstIndex(of: .invitations) {
            checkInvitations(at: specification.source.location("modules", .index(position)))
        }
        for taken in takenByModules {
            error(
                "module-entity", "the module '\(taken.module.rawValue)' brings an entity '\(taken.name)' of its own",
                at: taken.declaration.source.location("name"),
                fix: "give this entity another name, or leave the module out")
        }
    }
}

extension RelationDeclaration {
    /// A relation of a module's entity; whatever it needs takes it along when it goes.
    init(module name: String, _ entity: String, _ description: String, isRequired: Bool = true) {
        self.init()
        (self.name, self.entity, self.description) = (name, entity, description)
        required = isRequired
        onDelete = isRequired ? .cascade : .setNull
    }
}

/// What opens something to whoever has it: answered once, and kept as its hash.
enum SecretToken {
    static func fields(lifetime: String) -> [FieldDeclaration] {
        var token = FieldDeclaration()
        token.name = "tokenHash"
        token.description = "The SHA-256 of the token, in hexadecimal; without one, nothing that any token hashes to."
        (token.required, token.unique, token.hidden) = (true, true, true)
        token.defaultValue = .sql("gen_random_uuid()::text")
        var expiry = FieldDeclaration()
        (expiry.name, expiry.type, expiry.required) = ("expiresAt", .timestamp, true)
        expiry.description = "From when on the token is of no use."
        expiry.defaultValue = .sql("now() + interval '\(lifetime)'")
        return [token, expiry]
    }
}
