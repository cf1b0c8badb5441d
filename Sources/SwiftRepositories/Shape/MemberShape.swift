internal import DomainModel

/// A stored property of an entity's type.
struct MemberShape {
    enum Source {
        case identifier
        case attribute(DomainModel.Attribute)
        /// The columns of one value.
        case compound(DomainModel.CompoundValue.Kind, [DomainModel.Attribute])
        case reference(DomainModel.Reference)
        case timestamp
    }

    let source: Source
    /// The property's name, without backticks: `ownerId`.
    let name: String
    /// What arguments call it: `owner` for a relation, else the property's name.
    let label: String
    /// The type of a value that is there, without `?`.
    let type: String
    let columns: [String]
    /// One of the package's `ColumnType` for each column.
    let kinds: [TypeResolver.ColumnKind]
    let isOptional: Bool
    let isList: Bool
    /// Whether a draft has it.
    let isStated: Bool
    /// Whether a patch has it.
    let isChangeable: Bool
    /// What an enumeration allows.
    let allowed: [String]
    let documentation: String?
    /// The table that a relation leads to.
    var targetTable: String?

    /// With `?` where a row may have none.
    var fullType: String { isOptional ? type + "?" : type }

    /// Whether a draft must say it.
    var isNeeded: Bool {
        switch source {
        case .identifier: true
        case .attribute(let attribute): attribute.isRequired && attribute.defaultValue == nil
        case .compound: !isOptional
        case .reference(let reference): reference.isRequired && reference.defaultValue == nil
        case .timestamp: false
        }
    }

    /// What the column at this position holds; nil for keys and timestamps.
    func attribute(at position: Int) -> DomainModel.Attribute? {
        switch source {
        case .attribute(let attribute): attribute
        case .compound(_, let parts): parts[position]
        case .identifier, .reference, .timestamp: nil
        }
    }

    /// Whether PostgreSQL can sort by it: of a type of its own nobody here knows.
    var hasOrder: Bool {
        guard case .attribute(let attribute) = source else { return true }
        if case .custom = attribute.type { return false }
        return attribute.type != .json && !attribute.type.isVector
    }

    /// Whether the database keeps it in lower case.
    var isInLowerCase: Bool {
        if case .attribute(let attribute) = source { attribute.type == .email } else { false }
    }

    static func identifier(type: String, kind: String, isStated: Bool) -> MemberShape {
        MemberShape(
            source: .identifier, name: "id", label: "id", type: type, columns: ["id"], kinds: [kind],
            isOptional: false, isList: false, isStated: isStated, isChangeable: false, allowed: [],
            documentation: nil)
    }

    static func timestamp(name: String, column: String) -> MemberShape {
        MemberShape(
            source: .timestamp, name: name, label: name, type: "Date", columns: [column],
            kinds: ["timestamp"],
            isOptional: false, isList: false, isStated: false, isChangeable: false, allowed: [],
            documentation: nil)
    }
}

extension MemberShape {
    private static func documentation(of attribute: DomainModel.Attribute) -> String? {
        var notes: [String] = []
        switch attribute.currency {
        case .fixed(let code): notes.append("In \(code).")
        case .shared(let path): notes.append("In the currency of `\(path.joined(separator: "."))`.")
        case .column, nil: break
        }
        if let bucket = attribute.bucket {
            notes.append("A path in the bucket `\(bucket)`, whose first folder is the row's key.")
        }
        if attribute.isPersonal == true { notes.append("Personal data.") }
        if attribute.generated != nil { notes.append("PostgreSQL computes it; a row in memory has none.") }
        guard let description = attribute.description else {
            return notes.isEmpty ? nil : notes.joined(separator: " ")
        }
        if notes.isEmpty { return description }
        return ([description + (description.hasSuffix(".") ? "" : ".")] + notes).joined(separator: " ")
    }

    private static func documentation(of reference: DomainModel.Reference) -> String? {
        guard let arc = reference.arc else { return reference.description }
        let note = "Of those that may be the `\(arc)`, a row has one."
        return reference.description.map { "\($0)\($0.hasSuffix(".") ? "" : ".") \(note)" } ?? note
    }

    /// A value of several columns.
    init(
        _ kind: DomainModel.CompoundValue.Kind, _ parts: [DomainModel.Attribute], name: String,
        _ resolver: TypeResolver, isChangeable: Bool
    ) {
        self.init(
            source: .compound(kind, parts), name: name, label: name, type: kind.swiftType,
            columns: parts.map(\.column), kinds: parts.map { resolver.columnKind($0.type) },
            isOptional: !parts.allSatisfy(\.isRequired), isList: false, isStated: true, isChangeable: isChangeable,
            allowed: [], documentation: kind == .money ? parts[0].description : nil)
    }

    init(_ attribute: DomainModel.Attribute, name: String, _ resolver: TypeResolver, isChangeable: Bool) {
        let element = resolver.type(attribute.type)
        var allowed: [String] = []
        if case .enumeration(let enumeration) = attribute.type {
            allowed = resolver.enumerationValues[enumeration] ?? []
        }
        self.init(
            source: .attribute(attribute), name: name, label: name,
            type: attribute.isList ? "[\(element)]" : element, columns: [attribute.column],
            kinds: [resolver.columnKind(attribute.type)],
            isOptional: !attribute.isRequired || attribute.generated != nil, isList: attribute.isList,
            isStated: attribute.generated == nil, isChangeable: isChangeable && attribute.generated == nil,
            allowed: allowed, documentation: Self.documentation(of: attribute))
    }

    init(_ reference: DomainModel.Reference, name: String, _ resolver: TypeResolver, isChangeable: Bool) {
        self.init(
            source: .reference(reference), name: name, label: PropertyNames.property(reference.name),
            type: resolver.type(reference.target), columns: reference.columns,
            kinds: resolver.columnKinds(reference.target), isOptional: !reference.isRequired, isList: false,
            isStated: true, isChangeable: isChangeable, allowed: [],
            documentation: Self.documentation(of: reference),
            targetTable: resolver.table(reference.target))
    }
}

extension DomainModel.CompoundValue.Kind {
    /// The package's type of such values.
    var swiftType: String {
        switch self {
        case .money: "Money"
        case .location: "Location"
        }
    }
}
