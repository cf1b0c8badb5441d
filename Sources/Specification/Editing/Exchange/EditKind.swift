/// The kinds of edits; the raw value is what "edit" says in JSON.
public enum EditKind: String, SpecificationWord {
    case addEntity, changeEntity, renameEntity, removeEntity
    case addField, changeField, renameField, removeField, splitField, mergeFields, moveField, extractEntity
    case addRelation, changeRelation, renameRelation, removeRelation
    case addEnum, renameEnum, removeEnum, addEnumValue, renameEnumValue, removeEnumValue
    case grantAccess, revokeAccess
    case addUnique, removeUnique, addIndex, removeIndex, addCheck, removeCheck
    case setTenancy, setMembers, setRoles
    case addView, changeView, renameView, removeView, addQuery, removeQuery, addModule, removeModule
}

/// What an edit's JSON object says, key by key.
struct EditParts: Sendable {
    var edit = EditKind.addField
    var words: String?
    var reason: String?

    var entity = ""
    var name = ""
    var to = ""
    var newEntity = EntityDeclaration()
    var entityChanges = Changes<EntityDeclaration>()
    var field = FieldDeclaration()
    var fieldChanges = Changes<FieldDeclaration>()
    var newFields: [FieldDeclaration] = []
    var separator = ""
    var fields: [String] = []
    var relation = RelationDeclaration()
    var relationChanges = Changes<RelationDeclaration>()
    var newEnum = EnumDeclaration()
    var sharedEnum: String?
    var valuesEntity: String?
    var valuesField: String?
    var newValue = EnumValue("")
    var value = ""
    var before: String?
    var becomes: String?
    var grant = Grant.allow(AllowGrant())
    var who = Who.service
    var can: [Operation] = []
    var unique = UniqueDeclaration([])
    var index = IndexDeclaration()
    var check = CheckDeclaration()
    var tenancy: Tenancy?
    var members: String?
    var roles: [RoleDeclaration] = []
    var view = ViewDeclaration()
    var viewChanges = Changes<ViewDeclaration>()
    var query = QueryDeclaration()
    var module = Module.invitations

    /// Which set of values is meant; nil unless it is said in one of the two ways.
    var place: EnumPlace? {
        get {
            switch (sharedEnum, valuesField, valuesEntity) {
            case (let name?, nil, nil): .shared(name)
            case (nil, let field?, let entity?): .field(field, entity: entity)
            default: nil
            }
        }
        set {
            switch newValue {
            case .shared(let name): sharedEnum = name
            case .field(let field, let entity): (valuesField, valuesEntity) = (field, entity)
            case nil: (sharedEnum, valuesField, valuesEntity) = (nil, nil, nil)
            }
        }
    }
}

extension EditKind {
    private static let entity = Key<EditParts>(required: "entity", \.entity, "The entity's name.")
    private static let name = Key<EditParts>(required: "name", \.name, "What it is called now.")
    private static let to = Key<EditParts>(required: "to", \.to, "What it is called from now on.")
    private static let separator = Key<EditParts>(
        required: "separator", \.separator, "What stands between the parts, such as one space.")
    private static let fields = Key<EditParts>(
        list: "fields", \.fields, required: true, "Names of fields and relations.")
    private static let valueSet = [
        Key<EditParts>("enum", \.sharedEnum, "The shared enum; or name an entity and its field."),
        Key<EditParts>("entity", \.valuesEntity, "The entity whose field has the values."),
        Key<EditParts>("field", \.valuesField, "The field that has the values."),
    ]

    /// The keys of such an edit beyond "edit", "words" and "reason".
    var ownKeys: [Key<EditParts>] {
        switch self {
        case .addEntity: [Key(required: "entity", \.newEntity, "The new entity.")]
        case .changeEntity: [Self.entity, Key(required: "changes", \.entityChanges, "What changes.")]
        case .renameEntity, .renameEnum, .renameView: [Self.name, Self.to]
        case .removeEntity, .removeEnum, .removeView, .removeQuery: [Self.name]
        case .addField: [Self.entity, Key(required: "field", \.field, "The new field.")]
        case .changeField: [Self.entity, Self.name, Key(required: "changes", \.fieldChanges, "What changes.")]
        case .renameField, .renameRelation: [Self.entity, Self.name, Self.to]
        case .removeField, .removeRelation: [Self.entity, Self.name]
        case .splitField:
            [
                Self.entity, Self.name, Key(list: "into", \.newFields, required: true, "The new fields, in order."),
                Self.separator,
            ]
        case .mergeFields: [Self.entity, Self.fields, Key(required: "into", \.field, "The new field."), Self.separator]
        case .moveField:
            [Self.entity, Self.name, Key(required: "to", \.to, "The entity that has it from now on.")]
        case .extractEntity:
            [
                Key(required: "from", \.entity, "The entity that has the fields now."), Self.fields,
                Key(required: "entity", \.newEntity, "The new entity; its fields may be left out."),
                Key(required: "relation", \.relation, "The relation that points at it."),
            ]
        case .addRelation: [Self.entity, Key(required: "relation", \.relation, "The new relation.")]
        case .changeRelation: [Self.entity, Self.name, Key(required: "changes", \.relationChanges, "What changes.")]
        case .addEnum: [Key(required: "enum", \.newEnum, "The new enum.")]
        case .addEnumValue:
            Self.valueSet + [
                Key(required: "value", \.newValue, "The new value."),
                Key("before", \.before, "The value that it goes before (default: at the end)."),
            ]
        case .renameEnumValue:
            Self.valueSet + [Key(required: "value", \.value, "What it is called now."), Self.to]
        case .removeEnumValue:
            Self.valueSet + [
                Key(required: "value", \.value, "The value that goes away."),
                Key("becomes", \.becomes, "The value that its rows get."),
            ]
        case .grantAccess: [Self.entity, Key(required: "grant", \.grant, "Who may do what.")]
        case .revokeAccess:
            [
                Self.entity, Key(required: "who", \.who, "Who may no longer do it."),
                Key(list: "can", \.can, required: true, "What they may no longer do."),
            ]
        case .addUnique: [Self.entity, Key(required: "unique", \.unique, "The new constraint.")]
        case .removeUnique, .removeIndex: [Self.entity, Self.fields]
        case .addIndex: [Self.entity, Key(required: "index", \.index, "The new index.")]
        case .addCheck: [Self.entity, Key(required: "check", \.check, "The new check.")]
        case .removeCheck: [Self.entity, Key(required: "check", \.name, "Its name, or its SQL where it has none.")]
        case .setTenancy: [Key("tenancy", \.tenancy, "The tenancy; none if it ends.")]
        case .setMembers:
            [Self.entity, Key("members", \.members, "The entity that makes accounts members; none if it has none.")]
        case .setRoles: [Key(list: "roles", \.roles, required: true, "All app-wide roles.")]
        case .addView: [Key(required: "view", \.view, "The new view.")]
        case .changeView: [Self.name, Key(required: "changes", \.viewChanges, "What changes.")]
        case .addQuery: [Key(required: "query", \.query, "The new query.")]
        case .addModule, .removeModule: [Key(required: "module", \.module, "The module.")]
        }
    }

    /// All keys of such an edit, in the order in which they are written.
    var keys: [Key<EditParts>] {
        [Key(required: "edit", \.edit, "What kind of edit it is.")] + ownKeys + [
            Key("words", \.words, "The words of the request that it comes from."),
            Key("reason", \.reason, "Why they mean this, in one sentence."),
        ]
    }
}
