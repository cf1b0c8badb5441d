internal import Diagnostics
internal import Naming
internal import Specification

/// What rows are searched by.
extension Normalizer {
    mutating func makeSearch(ofEntityAt index: Int) {
        let declaration = declarations[index]
        let entity = model.entities[index]
        var columns: [String] = []
        for (position, name) in declaration.search.enumerated() {
            let place = declaration.source.location("search", .index(position))
            guard let attribute = entity.attribute(named: camelCase(name)) else {
                unknownMember(name, of: entity, at: place)
                continue
            }
            if columns.contains(attribute.column) {
                error("duplicate-name", "'\(name)' occurs twice in this search", at: place)
            } else if !attribute.type.isText || attribute.isList {
                error("search-type", "'\(name)' holds no text, so it has no words", at: place, fix: "leave it out")
            } else if attribute.isHidden {
                error(
                    "hidden-search", "whoever searches '\(name)' would learn what it holds, and it is hidden",
                    at: place, fix: "leave it out")
            } else if attribute.generated != nil {
                error(
                    "search-type", "'\(name)' is computed itself, and PostgreSQL computes the words of a row at once",
                    at: place, fix: "name the fields that it is computed from")
            } else {
                columns.append(attribute.column)
            }
        }
        guard !columns.isEmpty else { return }
        model.entities[index].search = .init(
            columns: columns, index: relationNames.fresh(entity.table, DomainModel.Search.column, "idx"))
        decide(
            "\(entity.name).search",
            "words are found as they are written, in capitals or not, in every language: 'houses' doesn't find 'house'",
            because: "nothing says which language the texts are in")
    }

    // MARK: Indexes that policies keep from being used

    /// PostgreSQL asks a policy about a row before it lets an operator see it that might tell about rows it hides, and
    /// then no index answers what was asked (manual, "Rules and Privileges": LEAKPROOF). Such are the operators of full
    /// text search, of native enums and of numeric.
    ///
    /// Where each caller reaches few rows, the index of what the policy reads finds these first, so nothing is said.
    mutating func warnOfUnusedIndexes(ofEntityAt index: Int) {
        let entity = model.entities[index]
        guard entity.filtersManyRows else { return }
        let declaration = declarations[index]
        func warn(_ what: String, _ operators: String, at place: SourceLocation?, fix: String) {
            diagnostics.warning(
                "index-behind-policy",
                "PostgreSQL can't use the index of \(what) for callers whose rows a policy filters: \(operators) might "
                    + "tell about rows that it hides", at: place, fix: fix)
        }
        let openly = #"give "anyone" the right to read without "when", for example of an entity with what is published"#
        if entity.search != nil {
            warn(
                "'search'", "the operator of full text search", at: declaration.source.location(ofKey: "search"),
                fix: openly + ", or search among few rows: those of an owner or a team")
        }
        for field in declaration.fields {
            guard let attribute = entity.attribute(named: camelCase(field.name)), !attribute.isList,
                entity.indexes.contains(where: { $0.columns.first?.column == attribute.column })
            else { continue }
            let place =
                field.indexed == true ? field.source.location(ofKey: "indexed") : field.source.location("name")
            switch attribute.type {
            case .enumeration(let name) where enumeration(named: name)?.nativeType != nil:
                warn(
                    "'\(field.name)'", "the operators of native enums", at: place,
                    fix: "write \"enumStorage\": \"check\" in \"defaults\": the operators of texts tell nothing")
            case .decimal:
                warn(
                    "'\(field.name)'", "the operators of numeric", at: place,
                    fix:
                        "keep it as an 'integer' or 'bigint' of its smallest unit, or let an owner or a team be looked "
                        + "for as well")
            default: break
            }
        }
    }
}

extension DomainModel.Entity {
    /// Whether a policy decides row by row about rows that callers read many of.
    fileprivate var filtersManyRows: Bool {
        let readers = rules.filter { $0.can.contains(.read) && $0.who != .service }
        let isOpen = readers.contains { $0.who == .anyone && $0.when.isEmpty }
        if isOpen, !isSoftDeleted, !requiresSecondFactor, tenantPath == nil { return false }
        return readers.contains { !$0.who.reachesFewRows }
    }
}

extension DomainModel.Grantee {
    /// Whether the rows that it is let in to are looked for by the caller's account.
    fileprivate var reachesFewRows: Bool {
        switch self {
        case .anyone, .signedIn, .service, .role: false
        case .account, .member, .listed: true
        // What the parent's rules are like shows there.
        case .through: true
        case .all(let parts): parts.contains(where: \.reachesFewRows)
        }
    }
}
