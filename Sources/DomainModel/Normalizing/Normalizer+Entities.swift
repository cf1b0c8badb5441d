internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// The entities' names, tables and kinds of key; everything else comes in later steps.
    mutating func makeEntities() {
        var tables: [String: Int] = [:]
        for declaration in specification.entities {
            let place = declaration.source.location("name")
            guard checkName(declaration.name, "an entity's name", of: declaration.source) else { continue }
            checkLength(ofFileName: declaration.name, "an entity's name", most: longestFileNamePart, at: place)
            let folded = Self.folded(declaration.name)
            if let first = positions[folded] {
                error(
                    "duplicate-name",
                    "the entity '\(declaration.name)' is declared twice, apart from its spelling", at: place,
                    notes: [.init("it was first declared here", at: declarations[first].source.location("name"))],
                    fix: "give one of them another name")
                continue
            }
            guard let table = tableName(of: declaration) else { continue }
            if let first = tables[table] {
                error(
                    "duplicate-name",
                    "'\(declaration.name)' and '\(declarations[first].name)' would both be the table '\(table)'",
                    at: place, fix: "state another \"table\" for one of them")
                continue
            }
            let name = pascalCase(declaration.name)
            let isAccount = declaration.account ?? (folded == "user")
            if isAccount {
                checkAccount(declaration, named: name)
                accountEntity = accountEntity ?? name
            }
            positions[folded] = declarations.count
            indices[name] = declarations.count
            tables[table] = declarations.count
            relationNames.insert(table)
            declarations.append(declaration)
            model.entities.append(
                Entity(
                    name: name, table: table, description: declaration.description,
                    key: key(of: declaration, isAccount: isAccount, named: name),
                    hasTimestamps: declaration.timestamps ?? specification.defaults?.timestamps ?? true))
        }
        if model.entities.count(where: \.isAccount) > 1 {
            for (entity, declaration) in zip(model.entities, declarations).dropFirst() where entity.isAccount {
                error(
                    "two-account-entities", "only one entity can be the profile of a signed-in account",
                    at: declaration.source.location("name"), fix: "write \"account\": false here")
            }
        }
    }

    /// Whether `name` means the accounts themselves: `User` where no entity has that name.
    func meansAccounts(_ name: String) -> Bool { position(of: name) == nil && Self.folded(name) == "user" }

    private mutating func tableName(of declaration: EntityDeclaration) -> String? {
        if let stated = declaration.table {
            return statedName(stated, "table", at: declaration.source.location("table"))
        }
        let name = pluralized(snakeCase(declaration.name))
        return checkLength(ofDatabaseName: name, "table", at: declaration.source.location("name")) ? name : nil
    }

    private mutating func checkAccount(_ declaration: EntityDeclaration, named name: String) {
        if declaration.softDelete == true {
            error(
                "account-soft-delete", "the profile of an account can't be deleted softly",
                at: declaration.source.location(ofKey: "softDelete"),
                fix: "delete the account; its profile goes with it")
        }
        if declaration.id != nil || !declaration.key.isEmpty {
            error(
                "account-key", "the key of \(name) is the account's own id, so it can't state another",
                at: declaration.source.location(ofKey: declaration.id != nil ? "id" : "key"), fix: "leave it out")
        }
        if declaration.account == nil {
            decide(
                name, "it is the profile of a signed-in account; signing up creates its row",
                because: "an entity called User is, unless \"account\" is false")
        }
    }

    private mutating func key(
        of declaration: EntityDeclaration, isAccount: Bool, named name: String
    ) -> DomainModel.Key {
        if isAccount { return .account }
        if !declaration.key.isEmpty {
            if declaration.id != nil {
                error(
                    "two-keys", "an entity has an \"id\" or a \"key\", not both",
                    at: declaration.source.location(ofKey: "key"))
            }
            return .composite([])
        }
        let type = declaration.id ?? specification.defaults?.id ?? .uuid
        if declaration.id == nil, specification.defaults?.id == nil {
            decide(
                "\(name).id", "uuid, made by the database",
                because: "nothing else was said; it can't be guessed or counted by outsiders")
        }
        return .id(type)
    }
}
