internal import Naming
internal import Specification

/// What ready-made parts consist of.
extension Drafter {
    mutating func feature(_ request: Intent.FeatureRequest) {
        let target = request.target
        switch request.feature {
        case .like, .bookmark, .follow: mark(request)
        case .vote:
            // A vote in a poll says yes to it; one for a post is for or against.
            mark(request, draft.begins && request.word == "vote" ? [] : [values("value", ["up", "down"])])
        case .rate: rating(request, withText: false)
        case .review: rating(request, withText: true)
        case .comment: comment(request)
        case .react: mark(request, [text("emoji")], isOnce: false)
        case .report: mark(request, [text("reason", required: false)])
        case .tag: tag(request)
        case .attach: attach(request)
        case .share: share(request)
        case .invite: invite(request)
        case .notify: notify()
        case .remind: addField(named: "remindAt", .timestamp, target)
        case .schedule: addField(named: scheduleName(target), .timestamp, target)
        case .reorder: reorder(request)
        case .archive: addField(named: "archivedAt", .timestamp, target)
        case .softDelete:
            lifecycle(target, { $0.softDelete = true }, "deleting only hides the row, so that it can be restored")
        case .history, .version, .audit:
            lifecycle(target, { $0.history = true }, "every version of a row is kept with who changed it and when")
        case .realtime:
            guard draft.specification.target != .postgres else {
                problem = "Supabase alone tells clients of changes, and this specification's target is PostgreSQL"
                return
            }
            lifecycle(target, { $0.realtime = true }, "changes are published")
        case .search: search(request)
        case .repeat: recurrence(request)
        case .reply, .nest, .subdivide: nest(target)
        case .translate: translate(target)
        case .slug: slug(target)
        case .message: message(request)
        case .perform: mark(request)
        case .count, .assign, .mark, .mention: break
        }
    }

    private mutating func lifecycle(_ entity: String, _ change: (inout EntityDeclaration) -> Void, _ reason: String) {
        draft.reason = draft.reason ?? reason
        draft.changeEntity(entity, change)
        if !touchedEntities.contains(entity) { touchedEntities.append(entity) }
    }

    // MARK: Fields

    private func text(_ name: String, required: Bool = true) -> FieldDeclaration {
        var field = FieldDeclaration()
        field.name = name
        field.required = required ? true : nil
        return field
    }

    private func values(_ name: String, _ values: [String]) -> FieldDeclaration {
        var field = text(name)
        field.type = .enum
        field.values = values.map { EnumValue($0) }
        return field
    }

    private mutating func addField(named name: String, _ type: FieldType, _ entity: String) {
        touch(name, entity)
        guard draft.field(name, entity) == nil else { return }
        var field = FieldDeclaration()
        field.name = name
        field.type = type
        draft.addField(field, entity)
    }

    private func scheduleName(_ entity: String) -> String {
        let fields = draft.entity(entity)?.fields ?? []
        let publishes = fields.contains {
            $0.name == "publishedAt" || $0.name == "published" || $0.values.contains { $0.name == "published" }
        }
        return publishes ? "publishAt" : "scheduledAt"
    }

    private mutating func slug(_ entity: String) {
        touch("slug", entity)
        guard draft.field("slug", entity) == nil else { return }
        var field = FieldDeclaration()
        field.name = "slug"
        field.type = .slug
        field.unique = true
        draft.addField(field, entity)
    }

    private mutating func search(_ request: Intent.FeatureRequest) {
        var fields = request.fields
        if fields.isEmpty {
            fields = (draft.entity(request.target)?.fields ?? []).filter { $0.type == .text && $0.list != true }.map(
                \.name)
        }
        guard !fields.isEmpty else { problem = "\(phrase(pluralized(request.target))) have no text to search"; return }
        let wanted = fields
        draft.changeEntity(request.target) { entity in
            for field in wanted where !entity.search.contains(field) { entity.search.append(field) }
        }
        if !touchedEntities.contains(request.target) { touchedEntities.append(request.target) }
    }

    /// By hand: a position. By a field: the order in which rows are listed.
    private mutating func reorder(_ request: Intent.FeatureRequest) {
        if request.fields.isEmpty {
            addField(named: "position", .integer, request.target)
        } else {
            let order = request.fields
            draft.changeEntity(request.target) { $0.order = order }
        }
    }

    private mutating func recurrence(_ request: Intent.FeatureRequest) {
        touch("recurrence", request.target)
        let stated =
            request.values.isEmpty ? lexicon.defaultValues["recurrence"] ?? [] : request.values.map(sketch.value)
        if draft.field("recurrence", request.target) != nil { return }
        var field = values("recurrence", stated)
        field.required = nil
        draft.addField(field, request.target)
    }

    private mutating func translate(_ target: String) {
        let name = target + "Translation"
        guard draft.entity(name) == nil else { return }
        makeEntity(name)
        belong(.init(child: name, parent: target, isRequired: true, isPart: true))
        var locale = text("locale")
        locale.maxLength = 35
        draft.addField(locale, name)
        for field in draft.entity(target)?.fields ?? [] where field.type == .text && field.list != true {
            draft.addField(text(field.name, required: false), name)
        }
        unique([camelCase(target), "locale"], name)
        through(target, name, all: true)
    }

    // MARK: One row for each of two

    /// The entity and the relation of whoever does something: the account, unless the sentence names another.
    private func actor(_ request: Intent.FeatureRequest) -> (entity: String, relation: String) {
        if case .entity(let name)? = request.actor { return (name, camelCase(name)) }
        return ("User", "user")
    }

    private mutating func mark(_ request: Intent.FeatureRequest, _ fields: [FieldDeclaration] = [], isOnce: Bool = true)
    {
        let noun =
            [
                "like": "Like", "bookmark": "Bookmark", "follow": "Follow", "vote": "Vote", "react": "Reaction",
                "report": "Report",
            ][request.feature.rawValue] ?? pascalCase(request.word ?? "mark")
        var who = actor(request)
        let isSelf = who.entity == request.target
        let ends = self.ends(request)
        let name = isSelf ? ends.name ?? noun : request.target + noun
        if let old = draft.entity(name) {
            if !touchedEntities.contains(old.name) { touchedEntities.append(old.name) }
            return
        }
        if request.target != "User" { makeEntity(request.target) }
        makeEntity(name)
        if isSelf { who.relation = ends.one }
        belong(.init(child: name, parent: who.entity, name: who.relation, isRequired: true, isPart: true))
        let other = isSelf ? ends.other : camelCase(request.target)
        belong(.init(child: name, parent: request.target, name: other, isRequired: true, isPart: true))
        for field in fields where !request.details.contains(where: { sketch.field($0)?.name == field.name }) {
            draft.addField(field, name)
        }
        for detail in request.details { attribute(detail, name, nil) }
        if isSelf, ends.isMutual { draft.addField(values("status", ["pending", "accepted"]), name) }
        if isOnce {
            unique([who.relation, other], name)
        } else if let first = fields.first {
            unique([who.relation, other, first.name], name)
        }
        if isSelf {
            var check = CheckDeclaration()
            check.name = "\(snakeCase(name))_not_self"
            check.sql = "\(who.relation)_id <> \(other)_id"
            let notSelf = check
            draft.changeEntity(name) { entity in
                entity.checks.append(notSelf)
                if who.entity == "User" { entity.owner = who.relation }
            }
        }
        guard who.entity == "User" else { return through(who.relation, name, all: true, and: isSelf ? nil : other) }
        if isSelf, ends.isMutual {
            grantNew(name, .account(ends.other), [.read, .update, .delete])
        } else if !isSelf || ends.name == nil {
            grantNew(name, isSelf ? .signedIn : .through(other, right: nil), [.read])
        } else {
            grantNew(name, .owner, [.read])
        }
        if isSelf { grantNew(name, .owner, [.create]) } else { createReading(name, other) }
        grantNew(name, .owner, fields.isEmpty ? [.delete] : [.update, .delete])
    }

    /// What the two of a kind are called of whom one does something with the other: "users can block other users".
    private func ends(_ request: Intent.FeatureRequest) -> (name: String?, one: String, other: String, isMutual: Bool) {
        guard request.feature == .follow else { return (nil, "actor", "subject", false) }
        switch request.word {
        case "block": return ("Block", "blocker", "blocked", false)
        case "mute": return ("Mute", "muter", "muted", false)
        case "befriend", "friend": return ("Friendship", "requester", "addressee", true)
        default: return (nil, "follower", "followee", false)
        }
    }

    private mutating func rating(_ request: Intent.FeatureRequest, withText: Bool) {
        let who = actor(request)
        let target = request.target
        let free = withText ? "Review" : "Rating"
        let name = draft.entity(free) == nil && withText ? free : target + free
        if let existing = draft.specification.entities.first(where: { entity in
            (entity.name == free || entity.name == target + free) && entity.relations.contains { $0.entity == target }
        }) {
            touchedEntities.append(existing.name)
            return
        }
        makeEntity(target)
        makeEntity(name)
        let relation = who.entity == "User" && withText ? "author" : who.relation
        belong(.init(child: name, parent: who.entity, name: relation, isRequired: true, isPart: true))
        belong(.init(child: name, parent: target, isRequired: true, isPart: true))
        var rating = text("rating")
        rating.type = .integer
        FieldSketch.bound(&rating, by: request.measure ?? Measure(low: .init(value: "1"), high: .init(value: "5")))
        draft.addField(rating, name)
        let isText = request.details.contains { lexicon.type(ofName: $0.words) == .text && $0.measure == nil }
        for detail in request.details
        where detail.measure == nil && !["rating", "stars", "star"].contains(detail.words.last ?? "") {
            attribute(detail, name, nil)
        }
        if withText, !isText { draft.addField(text("body", required: false), name) }
        unique([relation, camelCase(target)], name)
        if who.entity == "User" {
            authored(name, camelCase(target))
        } else {
            through(who.relation, name, all: true, and: camelCase(target))
        }
    }

    // MARK: Parts

    /// Read by whoever reads the parent; written by its author.
    private mutating func authored(_ name: String, _ parent: String) {
        grantNew(name, .through(parent, right: nil), [.read])
        createReading(name, parent)
        grantNew(name, .owner, [.update, .delete])
    }

    /// Made by its author, of rows that they may read.
    private mutating func createReading(_ name: String, _ parent: String) {
        let reader = Who.through(parent, right: .read)
        let isRead = draft.entity(name).map { isHandedOn(reader, .read, $0) } ?? false
        grantNew(name, isRead ? .all([.owner, reader]) : .owner, [.create])
    }

    private mutating func grantNew(_ entity: String, _ who: Who, _ can: [Operation]) {
        guard let declaration = draft.entity(entity) else { return }
        let can = can.filter { isHandedOn(who, $0, declaration) }
        guard !can.isEmpty else { return }
        var grant = AllowGrant()
        grant.who = who
        grant.can = can
        draft.perform(.grantAccess(.allow(grant), entity: entity), on: entity) {
            $0.access = ($0.access ?? []) + [.allow(grant)]
        }
    }

    /// The rights of the parent, for what is a part of it.
    mutating func through(_ parent: String, _ entity: String, all: Bool, and reader: String? = nil) {
        grantNew(entity, .through(camelCase(parent), right: nil), all ? Operation.allCases : [.read])
        if let reader { grantNew(entity, .through(reader, right: nil), [.read]) }
    }

    private mutating func comment(_ request: Intent.FeatureRequest) {
        let target = request.target
        let name =
            draft.entity("Comment") == nil
                || draft.entity("Comment")?.relations.contains { $0.entity == target } ?? false
            ? "Comment" : target + "Comment"
        if let existing = draft.entity(name), existing.relations.contains(where: { $0.entity == target }) {
            for detail in request.details { attribute(detail, name, nil) }
            touchedEntities.append(name)
            return
        }
        let who = actor(request)
        makeEntity(name)
        belong(.init(child: name, parent: target, isRequired: true, isPart: true))
        belong(
            .init(
                child: name, parent: who.entity, name: who.entity == "User" ? "author" : who.relation, isRequired: true,
                isPart: true))
        if !request.details.contains(where: { ["body", "text", "content", "message"].contains($0.words.last ?? "") }) {
            draft.addField(text("body"), name)
        }
        for detail in request.details { attribute(detail, name, nil) }
        if who.entity == "User" { authored(name, camelCase(target)) } else { through(target, name, all: true) }
        touchedEntities = [name]
    }

    /// What one sends to another: both see it, and the sender wrote it.
    private mutating func message(_ request: Intent.FeatureRequest) {
        let who = actor(request)
        if let existing = draft.entity("Message"),
            existing.relations.contains(where: { $0.entity == request.target })
                || existing.relations.count(where: { $0.entity == "User" }) > 1
        {
            touchedEntities.append("Message")
            return
        }
        let name = draft.entity("Message") == nil ? "Message" : who.entity + "Message"
        makeEntity(name)
        let isSame = who.entity == request.target
        let sender = isSame || who.entity == "User" ? "sender" : camelCase(who.entity)
        let recipient = isSame || request.target == "User" ? "recipient" : camelCase(request.target)
        belong(.init(child: name, parent: who.entity, name: sender, isRequired: true, isPart: true))
        belong(.init(child: name, parent: request.target, name: recipient, isRequired: true, isPart: true))
        draft.addField(text("body"), name)
        for detail in request.details { attribute(detail, name, nil) }
        if who.entity == "User", request.target == "User" {
            draft.changeEntity(name) { $0.owner = sender }
            grantNew(name, .owner, [.read, .create, .delete])
            grantNew(name, .account(recipient), [.read])
        } else {
            grantNew(name, .through(sender, right: nil), Operation.allCases)
            grantNew(name, .through(recipient, right: nil), [.read])
        }
        touchedEntities = [name]
    }

    private mutating func attach(_ request: Intent.FeatureRequest) {
        let word = request.word.map(singularized) ?? "attachment"
        let noun = ["photo", "image", "picture", "document"].contains(word) ? pascalCase(word) : "Attachment"
        let name = request.target + noun
        guard draft.entity(name) == nil else { touchedEntities.append(name); return }
        makeEntity(name)
        belong(.init(child: name, parent: request.target, isRequired: true, isPart: true))
        var file = text("file")
        file.type = ["photo", "image", "picture"].contains(word) ? .image : .file
        if file.type == .image { file.name = "image" }
        draft.addField(file, name)
        if request.details.isEmpty, file.type == .file {
            draft.addField(text("fileName", required: false), name)
        }
        for detail in request.details { attribute(detail, name, nil) }
        through(request.target, name, all: true)
    }

    private mutating func tag(_ request: Intent.FeatureRequest) {
        let noun =
            request.word.map(singularized).map { ["label", "hashtag"].contains($0) ? pascalCase($0) : "Tag" } ?? "Tag"
        let target = request.target
        if let existing = draft.entity(target)?.relations.first(where: { $0.kind == .manyToMany && $0.entity == noun })
        {
            touch(existing.name, target, isRelation: true)
            for detail in request.details { attribute(detail, noun, nil) }
            return
        }
        let isNew = draft.entity(noun) == nil
        makeEntity(noun)
        if isNew {
            if !request.details.contains(where: { $0.words == ["name"] }) { draft.addField(text("name"), noun) }
            for detail in request.details { attribute(detail, noun, nil) }
            // The rows of an owner have that owner's tags.
            if let owner = draft.owner(of: target), draft.relation(owner, target)?.entity == "User",
                draft.entity(target)?.access == nil
            {
                belong(.init(child: noun, parent: "User", name: "owner", isRequired: true))
                unique(["owner", "name"], noun)
            } else {
                unique(["name"], noun)
                grantNew(noun, .signedIn, [.read, .create])
            }
        }
        link(target, noun, nil)
        touchedEntities = [noun]
    }

    private mutating func share(_ request: Intent.FeatureRequest) {
        let name = request.target + "Share"
        guard draft.entity(name) == nil else { touchedEntities.append(name); return }
        makeEntity(name)
        let target = camelCase(request.target)
        belong(.init(child: name, parent: request.target, isRequired: true, isPart: true))
        belong(.init(child: name, parent: "User", name: "recipient", isRequired: true, isPart: true))
        let levels = request.values.isEmpty ? ["view", "edit"] : request.values
        draft.addField(values("permission", levels), name)
        unique([target, "recipient"], name)
        grantNew(name, .account("recipient"), [.read])
        grantNew(name, .through(target, right: .update), Operation.allCases)
        let writing = levels.filter { lexicon.isA($0, .update) || lexicon.isA($0, .manage) }
        var read = AllowGrant()
        read.who = .listedIn(name, permission: [], account: "recipient", permissionField: "permission")
        read.can = [.read]
        _ = draft.grant(read, request.target)
        guard !writing.isEmpty else { return }
        var update = AllowGrant()
        update.who = .listedIn(name, permission: writing, account: "recipient", permissionField: "permission")
        update.can = [.update]
        _ = draft.grant(update, request.target)
    }

    private mutating func invite(_ request: Intent.FeatureRequest) {
        let target = request.target
        let name = draft.entity("Invitation") == nil ? "Invitation" : target + "Invitation"
        guard draft.entity(name) == nil || !(draft.entity(name)?.relations.contains { $0.entity == target } ?? false)
        else { touchedEntities.append(name); return }
        makeEntity(name)
        belong(.init(child: name, parent: target, isRequired: true, isPart: true))
        var email = text("email")
        email.type = .email
        draft.addField(email, name)
        var accepted = text("acceptedAt", required: false)
        accepted.type = .timestamp
        draft.addField(accepted, name)
        unique([camelCase(target), "email"], name)
        if let tenancy = draft.specification.tenancy, tenancy.entity == target {
            grantNew(
                name, .memberOf(camelCase(target), roles: Array(tenancy.roles.prefix { $0 != "member" })),
                Operation.allCases)
        } else {
            through(target, name, all: true)
        }
    }

    private mutating func notify() {
        guard draft.entity("Notification") == nil else { touchedEntities.append("Notification"); return }
        makeEntity("Notification")
        belong(.init(child: "Notification", parent: "User", name: "user", isRequired: true, isPart: true))
        draft.addField(text("message"), "Notification")
        var read = text("readAt", required: false)
        read.type = .timestamp
        draft.addField(read, "Notification")
        grantNew("Notification", .owner, [.read, .update, .delete])
    }

    // MARK: Tenancy

    mutating func tenancy(_ entity: String) {
        makeEntity(entity)
        if let tenancy = draft.specification.tenancy {
            if tenancy.entity != entity { problem = "\(phrase(tenancy.entity)) separates the tenants already" }
            return
        }
        let membership = entity + "Member"
        if draft.isNew(entity), draft.field("name", entity) == nil { draft.addField(text("name"), entity) }
        if draft.entity(membership) == nil {
            makeEntity(membership)
            belong(.init(child: membership, parent: entity, isRequired: true, isPart: true))
            belong(.init(child: membership, parent: "User", name: "user", isRequired: true, isPart: true))
            var role = values("role", ["owner", "admin", "member"])
            role.defaultValue = .literal(.string("member"))
            draft.addField(role, membership)
            unique([camelCase(entity), "user"], membership)
        }
        var tenancy = Tenancy()
        tenancy.entity = entity
        tenancy.membership = membership
        tenancy.roles = draft.field("role", membership)?.values.map(\.name) ?? ["owner", "admin", "member"]
        let new = tenancy
        draft.perform(.setTenancy(new)) { $0.tenancy = new }
    }
}
