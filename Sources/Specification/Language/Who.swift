internal import Diagnostics

/// Whom a grant is given to.
public indirect enum Who: SpecificationValue {
    case anyone, signedIn, service, owner
    /// The account at the end of a path of relations: `order.customer.user`.
    case account(String)
    case role([String])
    case memberOf(String, roles: [String])
    case through(String, right: Operation?)
    case listedIn(String, permission: [String], account: String?, permissionField: String?)
    case all([Who])

    private static let words: [String: Who] = [
        "anyone": .anyone, "signedIn": .signedIn, "service": .service, "owner": .owner,
    ]
    private static let wordList = ["anyone", "signedIn", "service", "owner"]
    private static let objectKeys = ["account", "role", "memberOf", "through", "listedIn", "all"]

    public static func read(_ node: Node, _ reading: inout Reading) -> Who? {
        switch node.value {
        case .string(let word):
            return words[word]
                ?? reading.unknownWord(
                    word, wordList, node, otherwise: "for an app-wide role write {\"role\": \"\(word)\"}")
        case .object(let members):
            guard let main = members.first(where: { objectKeys.contains($0.key) }) else {
                if let first = members.first {
                    reading.unknownKey(first, of: "a grantee", known: objectKeys)
                    return nil
                }
                return reading.expected("a grantee", node)
            }
            return read(main, node, &reading)
        default: return reading.expected("a grantee, such as \"owner\" or {\"role\": \"admin\"}", node)
        }
    }

    private static func read(_ main: Node.Member, _ node: Node, _ reading: inout Reading) -> Who? {
        func only(_ keys: String...) {
            guard case .object(let members) = node.value else { return }
            for member in members where !keys.contains(member.key) {
                reading.unknownKey(member, of: "a grantee with '\(main.key)'", known: keys)
            }
        }
        // null is how some writers say "left out".
        func member(_ key: String) -> Node? {
            node.member(key).flatMap { $0.value.value == .null && key != main.key ? nil : $0.value }
        }
        func words(_ key: String) -> [String] {
            member(key).flatMap { OneOrMore<String>.read($0, &reading)?.elements } ?? []
        }
        func word(_ key: String) -> String? { member(key).flatMap { String.read($0, &reading) } }
        switch main.key {
        case "account":
            only("account")
            return word("account").map(Who.account)
        case "role":
            only("role")
            return .role(words("role"))
        case "memberOf":
            only("memberOf", "role")
            return word("memberOf").map { .memberOf($0, roles: words("role")) }
        case "through":
            only("through", "right")
            let right = member("right").flatMap { Operation.read($0, &reading) }
            return word("through").map { .through($0, right: right) }
        case "listedIn":
            only("listedIn", "permission", "account", "permissionField")
            return word("listedIn").map {
                .listedIn(
                    $0, permission: words("permission"), account: word("account"),
                    permissionField: word("permissionField"))
            }
        default:
            only("all")
            return [Who].read(main.value, &reading).map(Who.all)
        }
    }

    public func write() -> Node {
        func object(_ members: [(String, Node?)]) -> Node {
            Node(.object(members.compactMap { key, value in value.map { Node.Member(key, $0) } }))
        }
        func oneOrMore(_ words: [String]) -> Node? {
            words.isEmpty ? nil : OneOrMore(words).write()
        }
        switch self {
        case .anyone: return "anyone".write()
        case .signedIn: return "signedIn".write()
        case .service: return "service".write()
        case .owner: return "owner".write()
        case .account(let path): return object([("account", path.write())])
        case .role(let roles): return object([("role", OneOrMore(roles).write())])
        case .memberOf(let path, let roles):
            return object([("memberOf", path.write()), ("role", oneOrMore(roles))])
        case .through(let relation, let right):
            return object([("through", relation.write()), ("right", right?.write())])
        case .listedIn(let entity, let permission, let account, let permissionField):
            return object([
                ("listedIn", entity.write()), ("permission", oneOrMore(permission)),
                ("account", account?.write()), ("permissionField", permissionField?.write()),
            ])
        case .all(let grantees): return object([("all", grantees.write())])
        }
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        definitions.reference("who") { _ in
            let word = JSONSchema.type("string")
            let wordOrList = JSONSchema.any(of: [word, .array(of: word)])
            func object(_ title: String, _ properties: [(String, JSONSchema)]) -> JSONSchema {
                .object(title: title, properties: properties, required: [properties[0].0])
            }
            return .any(of: [
                .oneOf(words: wordList),
                object("the account at the end of a path", [("account", word)]),
                object("accounts with an app-wide role", [("role", wordOrList)]),
                object("members of what the path points at", [("memberOf", word), ("role", wordOrList)]),
                object(
                    "whoever holds a right on the parent row",
                    [("through", word), ("right", .oneOf(words: Operation.allCases.map(\.rawValue)))]),
                object(
                    "whom a share row names",
                    [
                        ("listedIn", word), ("permission", wordOrList), ("account", word),
                        ("permissionField", word),
                    ]),
                object("every one of them", [("all", .array(of: .reference("who")))]),
            ])
        }
    }
}
