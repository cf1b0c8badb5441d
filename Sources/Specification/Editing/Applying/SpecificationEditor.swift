internal import Diagnostics
internal import Naming

/// Applies edits to a specification's declarations, one after the other. The text is written from them afterwards.
///
/// Each group of edits is an extension in a file of its own. An edit that throws leaves everything as it was.
struct SpecificationEditor {
    var specification: Specification
    /// Notes on what else went away and warnings about values that get lost, of edits that were applied.
    var diagnostics = Diagnostics()

    init(_ specification: Specification) { self.specification = specification }

    mutating func apply(_ edit: Edit) throws(DiagnosticsError) -> EditedDocument.Outcome {
        let before = self
        do throws(DiagnosticsError) {
            try perform(edit)
        } catch {
            self = before
            throw error
        }
        guard specification != before.specification else {
            self = before
            return .alreadyTrue
        }
        return .applied
    }

    private mutating func perform(_ edit: Edit) throws(DiagnosticsError) {
        switch edit {
        case .addEntity(let entity): try addEntity(entity)
        case .changeEntity(let name, let changes): try changeEntity(name, changes)
        case .renameEntity(let name, let new): try renameEntity(name, to: new)
        case .removeEntity(let name): try removeEntity(name)
        case .addField(let field, let entity): try addField(field, to: entity)
        case .changeField(let name, let entity, let changes): try changeField(name, of: entity, changes)
        case .renameField(let name, let entity, let new): try renameMember(name, .field, of: entity, to: new)
        case .removeField(let name, let entity): try removeField(name, of: entity)
        case .splitField(let name, let entity, let fields, let separator):
            try splitField(name, of: entity, into: fields, separator: separator)
        case .mergeFields(let names, let entity, let field, let separator):
            try mergeFields(names, of: entity, into: field, separator: separator)
        case .moveField(let name, let entity, let target): try moveField(name, of: entity, to: target)
        case .extractEntity(let entity, let origin, let fields, let relation):
            try extractEntity(entity, from: origin, fields: fields, relation: relation)
        case .addRelation(let relation, let entity): try addRelation(relation, to: entity)
        case .changeRelation(let name, let entity, let changes): try changeRelation(name, of: entity, changes)
        case .renameRelation(let name, let entity, let new): try renameMember(name, .relation, of: entity, to: new)
        case .removeRelation(let name, let entity): try removeRelation(name, of: entity)
        case .addEnum(let declaration): try addEnum(declaration)
        case .renameEnum(let name, let new): try renameEnum(name, to: new)
        case .removeEnum(let name): try removeEnum(name)
        case .addEnumValue(let value, let place, let next): try addEnumValue(value, of: place, before: next)
        case .renameEnumValue(let value, let place, let new): try renameEnumValue(value, of: place, to: new)
        case .removeEnumValue(let value, let place, let heir): try removeEnumValue(value, of: place, becomes: heir)
        case .grantAccess(let grant, let entity): try grantAccess(grant, on: entity)
        case .revokeAccess(let who, let operations, let entity): try revokeAccess(who, operations, on: entity)
        case .addUnique(let unique, let entity): try addUnique(unique, to: entity)
        case .removeUnique(let fields, let entity): try removeUnique(fields, of: entity)
        case .addIndex(let index, let entity): try addIndex(index, to: entity)
        case .removeIndex(let fields, let entity): try removeIndex(fields, of: entity)
        case .addCheck(let check, let entity): try addCheck(check, to: entity)
        case .removeCheck(let check, let entity): try removeCheck(check, of: entity)
        case .setTenancy(let tenancy): try setTenancy(tenancy)
        case .setMembers(let members, let entity): try setMembers(members, of: entity)
        case .setRoles(let roles): try setRoles(roles)
        case .addView(let view): try addView(view)
        case .changeView(let name, let changes): try changeView(name, changes)
        case .renameView(let name, let new): try renameView(name, to: new)
        case .removeView(let name): try removeView(name)
        case .addQuery(let query): try addQuery(query)
        case .removeQuery(let name): try removeQuery(name)
        case .addModule(let module):
            if !specification.modules.contains(module) { specification.modules.append(module) }
        case .removeModule(let module): specification.modules.removeAll { $0 == module }
        }
    }

    mutating func note(_ message: String, at location: SourceLocation?) {
        diagnostics.report(Diagnostic(.note, "edit-also-changes", message, at: location))
    }
}

/// Why an edit is impossible.
enum EditRefusal {
    /// It names what doesn't exist.
    static func unknown(
        _ what: String, _ name: String, among known: [String], at location: SourceLocation?
    ) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "edit-unknown-name", "there is no \(what) '\(name)'", at: location,
                notes: known.isEmpty || known.count > 12 ? [] : [.init("there are \(known.joined(separator: ", "))")],
                fix: nearest(to: name, among: known).map { "write '\($0)'" }))
    }

    /// It would use a name a second time.
    static func inUse(_ message: String, at location: SourceLocation?, fix: String? = nil) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.error, "edit-name-in-use", message, at: location, fix: fix))
    }

    /// Something else depends on what it takes away.
    static func stillUsed(_ uses: [Use], _ what: String, fix: String) -> DiagnosticsError {
        DiagnosticsError(
            uses.map {
                Diagnostic(.error, "edit-still-used", "\($0.what) uses \(what)", at: $0.location, fix: fix)
            })
    }

    /// It asks for something that can't be, or that says nothing.
    static func invalid(_ message: String, at location: SourceLocation? = nil, fix: String? = nil) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.error, "edit-invalid", message, at: location, fix: fix))
    }

    /// A part of the specification that depends on another.
    struct Use: Hashable {
        var what: String
        var location: SourceLocation?

        init(_ what: String, at location: SourceLocation?) {
            self.what = what
            self.location = location
        }
    }
}
