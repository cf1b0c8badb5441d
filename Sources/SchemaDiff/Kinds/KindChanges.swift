public import Catalog

/// How things of one kind come about, change and go away: statements without their semicolons.
protocol KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String]
    static func drop(_ fact: Fact, in catalog: Catalog) -> [String]
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration
}

extension KindChanges {
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration { .replacement }
}

/// The catalogs before and after, and what is said about the rows.
struct Sides {
    var from: Catalog
    var to: Catalog
    var declared = DeclaredChanges.none
    /// Whether others work with the tables meanwhile. Without them, everything runs in one transaction.
    var isOnline = true
}

/// How one thing becomes another.
enum Alteration {
    case inPlace([String])
    /// In place, while nothing of `rebuilding` that depends on it is there.
    case exclusive([String], rebuilding: @Sendable (Fact) -> Bool)
    /// Dropped and created.
    case replacement
}

extension Fact {
    /// What SQL calls it where any kind of thing may stand: `table public.todos`.
    public var reference: String {
        switch kind {
        case .enumeration, .compositeType, .rangeType: "type \(name)"
        case .function: "\(self[.routine] ?? "function") \(name)"
        case .domainConstraint: "constraint \(self[.column] ?? "") on domain \(self[.table] ?? "")"
        case .foreignServer: "server \(name)"
        default: "\(kind.rawValue) \(name)"
        }
    }

    /// Statements that give it its owner, where that isn't the database's.
    var ownership: [String] { self[.owner].map { ["alter \(reference) owner to \($0)"] } ?? [] }

    /// A change of owner, if there is one. Who runs the statements owns what belongs to the database's owner.
    func ownerChange(from old: Fact) -> [String] {
        old[.owner] == self[.owner] ? [] : ["alter \(reference) owner to \(self[.owner] ?? "current_user")"]
    }
}

extension Fact.Kind {
    var changes: any KindChanges.Type {
        switch self {
        case .schema: SchemaChanges.self
        case .extension: ExtensionChanges.self
        case .collation: CollationChanges.self
        case .enumeration: EnumChanges.self
        case .compositeType: CompositeTypeChanges.self
        case .rangeType: RangeTypeChanges.self
        case .domain: DomainChanges.self
        case .domainConstraint: DomainConstraintChanges.self
        case .sequence: SequenceChanges.self
        case .sequenceOwner: SequenceOwnerChanges.self
        case .function: FunctionChanges.self
        case .table: TableChanges.self
        case .column: ColumnChanges.self
        case .defaultValue: DefaultChanges.self
        case .inheritance: InheritanceChanges.self
        case .constraint: ConstraintChanges.self
        case .index: IndexChanges.self
        case .replicaIdentity: ReplicaIdentityChanges.self
        case .statistics: StatisticsChanges.self
        case .view: ViewChanges.self
        case .materializedView: MaterializedViewChanges.self
        case .rule: RuleChanges.self
        case .trigger: TriggerChanges.self
        case .policy: PolicyChanges.self
        case .bucket: BucketChanges.self
        case .eventTrigger: EventTriggerChanges.self
        case .foreignDataWrapper: ForeignDataWrapperChanges.self
        case .foreignServer: ForeignServerChanges.self
        case .userMapping: UserMappingChanges.self
        case .publication: PublicationChanges.self
        case .publishedTable: PublishedTableChanges.self
        case .publishedSchema: PublishedSchemaChanges.self
        case .defaultPrivilege: DefaultPrivilegeChanges.self
        case .grant: GrantChanges.self
        case .comment: CommentChanges.self
        case .cast: CastChanges.self
        case .operator: OperatorChanges.self
        case .textSearchDictionary: TextSearchDictionaryChanges.self
        case .textSearchConfiguration: TextSearchConfigurationChanges.self
        case .other: OtherChanges.self
        }
    }
}
