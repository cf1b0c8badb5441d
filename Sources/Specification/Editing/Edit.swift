/// One change to a specification: the only thing that a planner makes, and the only way `berry plan` changes the file.
///
/// Names are the specification's own (`Todo`, `dueDate`), never a table's or a column's.
public enum Edit: Sendable, Hashable {
    case addEntity(EntityDeclaration)
    case changeEntity(String, Changes<EntityDeclaration>)
    case renameEntity(String, to: String)
    case removeEntity(String)

    case addField(FieldDeclaration, entity: String)
    case changeField(String, entity: String, Changes<FieldDeclaration>)
    case renameField(String, entity: String, to: String)
    case removeField(String, entity: String)
    /// Several fields that share what one field held, cut at `separator`.
    case splitField(String, entity: String, into: [FieldDeclaration], separator: String)
    /// One field that holds what several held, joined by `separator`.
    case mergeFields([String], entity: String, into: FieldDeclaration, separator: String)
    /// A field that is known about another entity from now on, to which `entity` is related.
    case moveField(String, entity: String, to: String)
    /// Fields that become an entity of their own, to which a relation then points.
    case extractEntity(EntityDeclaration, from: String, fields: [String], relation: RelationDeclaration)

    case addRelation(RelationDeclaration, entity: String)
    case changeRelation(String, entity: String, Changes<RelationDeclaration>)
    case renameRelation(String, entity: String, to: String)
    case removeRelation(String, entity: String)

    case addEnum(EnumDeclaration)
    case renameEnum(String, to: String)
    case removeEnum(String)
    /// A further value; at the end unless it goes before another.
    case addEnumValue(EnumValue, of: EnumPlace, before: String?)
    case renameEnumValue(String, of: EnumPlace, to: String)
    /// A value that is no longer allowed; rows that hold it get `becomes`.
    case removeEnumValue(String, of: EnumPlace, becomes: String?)

    case grantAccess(Grant, entity: String)
    /// Takes operations from whoever has them through a grant to `who`: the whole grant when it gives nothing else.
    case revokeAccess(who: Who, can: [Operation], entity: String)

    case addUnique(UniqueDeclaration, entity: String)
    case removeUnique([String], entity: String)
    case addIndex(IndexDeclaration, entity: String)
    case removeIndex([String], entity: String)
    case addCheck(CheckDeclaration, entity: String)
    /// By name, or by its text where it has none.
    case removeCheck(String, entity: String)

    case setTenancy(Tenancy?)
    case setMembers(String?, entity: String)
    case setRoles([RoleDeclaration])

    case addView(ViewDeclaration)
    case changeView(String, Changes<ViewDeclaration>)
    case renameView(String, to: String)
    case removeView(String)
    case addQuery(QueryDeclaration)
    case removeQuery(String)
    case addModule(Module)
    case removeModule(Module)
}

/// Which set of values an edit means.
public enum EnumPlace: Sendable, Hashable {
    /// One of the specification's `enums`.
    case shared(String)
    /// The values of one field.
    case field(String, entity: String)
}

/// Keys of an object that get another value, and keys that go away. What neither names stays as it was written.
public struct Changes<Object: SpecificationObject>: Sendable, Hashable {
    /// Holds the new values of the keys in ``set``; its other properties mean nothing.
    public var values: Object
    /// The keys that get their value from ``values``, as the specification spells them.
    public var set: [String]
    /// The keys that are taken out.
    public var unset: [String]

    public init(_ values: Object = Object(), set: [String] = [], unset: [String] = []) {
        self.values = values
        self.set = set
        self.unset = unset
    }
}

/// An edit, and the words of the request that it came from.
public struct PlannedEdit: Sendable, Hashable {
    public var edit: Edit
    /// As they stand in the request, without what lies between them.
    public var words: String
    /// Why the words mean this, in one sentence, for `--explain`.
    public var reason: String?

    public init(_ edit: Edit, words: String, reason: String? = nil) {
        self.edit = edit
        self.words = words
        self.reason = reason
    }
}
