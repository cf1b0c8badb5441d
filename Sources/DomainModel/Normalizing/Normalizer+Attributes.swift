internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

extension Normalizer {
    mutating func makeAttributes(ofEntityAt index: Int) {
        let entity = model.entities[index]
        for field in declarations[index].fields {
            guard checkName(field.name, "a field's name", of: field.source), field.source.isReadable("type"),
                let column = columnName(of: field)
            else { continue }
            checkKeys(of: field)
            if let kind = field.type.compound {
                makeCompound(field, kind, column: column, ofEntityAt: index)
                continue
            }
            guard let type = attributeType(of: field, in: entity.name) else { continue }
            var attribute = DomainModel.Attribute(
                name: camelCase(field.name), column: column, type: type, isRequired: field.isRequired,
                isList: field.list ?? false)
            attribute.description = field.description
            attribute.isHidden = field.hidden ?? false
            attribute.isPersonal = field.personal
            if [.file, .image].contains(type), model.target == .supabase {
                attribute.bucket = bucket(for: attribute, of: entity)
            }
            addBounds(of: field, to: &attribute)
            let errors = diagnostics.count
            attribute.defaultValue = defaultValue(of: field, type: type)
            if diagnostics.count == errors { checkDefault(of: attribute, at: field.source.location("default")) }
            attribute.backfill = backfill(of: field, type: type)
            attribute.signUpSource = signUpSource(of: field, type: type, in: entity)
            if field.required == nil, entity.isAccount == false, attribute.defaultValue != nil {
                decide(
                    "\(entity.name).\(attribute.name)", "may be null, although it has a default",
                    because: "a field is optional unless it is required")
            }
            model.entities[index].attributes.append(attribute)
        }
    }

    private mutating func columnName(of field: FieldDeclaration) -> String? {
        let source = field.source
        if let stated = field.column {
            return statedName(stated, "column", at: source.location("column")).flatMap {
                checkFree(column: $0, at: source.location("column")) ? $0 : nil
            }
        }
        let column = snakeCase(field.name)
        let isFine =
            checkLength(ofDatabaseName: column, "column", at: source.location("name"))
            && checkFree(column: column, at: source.location("name"))
        return isFine ? column : nil
    }

    private mutating func attributeType(
        of field: FieldDeclaration, in entity: String
    ) -> DomainModel.AttributeType? {
        switch field.type {
        case .text: return .text
        case .integer: return .integer
        case .bigint: return .bigint
        case .float: return .float
        case .decimal:
            let precision = field.precision ?? 12
            let scale = field.scale ?? 2
            if !(1...1000).contains(precision) || !(0...precision).contains(scale) {
                error(
                    "invalid-precision", "a decimal has 1 to 1000 digits, of which none to all follow the point",
                    at: field.source.location(field.precision != nil ? "precision" : "scale"))
            }
            if field.precision == nil, field.scale == nil {
                decide("\(entity).\(camelCase(field.name))", "numeric(12,2)", because: "no precision was stated")
            }
            return .decimal(precision: precision, scale: scale)
        case .boolean: return .boolean
        case .uuid: return .uuid
        case .json: return .json
        case .ip: return .ip
        case .bytes: return .bytes
        case .date: return .date
        case .time: return .time
        case .timestamp: return .timestamp
        case .localTimestamp: return .localTimestamp
        case .duration: return .duration
        case .timeZone: return .timeZone
        case .enum: return enumeration(of: field, in: entity)
        case .email: return .email
        case .url: return .url
        case .slug: return .slug
        case .phone: return .phone
        case .color: return .color
        case .custom: return customType(of: field)
        case .file: return .file
        case .image: return .image
        case .vector: return vector(of: field)
        case .money, .location: return nil
        }
    }

    private mutating func enumeration(
        of field: FieldDeclaration, in entity: String
    ) -> DomainModel.AttributeType? {
        guard let shared = field.sharedEnum else {
            let name = entity + pascalCase(field.name)
            return .enumeration(
                makeEnumeration(
                    named: name, description: field.description, values: field.values, removed: field.removed,
                    at: field.source.location("name"), valuesOf: field.source))
        }
        let place = field.source.location("enum")
        if !field.values.isEmpty {
            error(
                "two-value-sets", "a field states its \"values\" or names a shared \"enum\", not both", at: place)
        }
        let name = pascalCase(shared)
        guard sharedEnumerations.contains(name) else {
            // One whose name is wrong was reported where it is declared.
            if specification.enums.contains(where: { $0.name == shared }) { return nil }
            let suggestion = nearest(to: shared, among: specification.enums.map(\.name))
            error(
                "unknown-enum", "there is no enum '\(shared)'", at: place,
                fix: suggestion.map { "write '\($0)'" } ?? "declare it in \"enums\"")
            return nil
        }
        return .enumeration(name)
    }
}

extension FieldType {
    /// What its values are where they take more than one column.
    fileprivate var compound: DomainModel.CompoundValue.Kind? {
        switch self {
        case .money: .money
        case .location: .location
        default: nil
        }
    }
}
