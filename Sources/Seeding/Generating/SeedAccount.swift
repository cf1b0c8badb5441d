/// A person with an account.
struct SeedAccount: Hashable, Sendable {
    let firstName: String
    let lastName: String
    /// Begins with the first name's letter, so that it is recognised in any output; the version is that of random
    /// UUIDs.
    let id: String
    /// The app-wide role, if any.
    var role: String?

    var name: String { "\(firstName) \(lastName)" }
    var handle: String { firstName.lowercased() }
    /// `example.com` is reserved for examples (RFC 2606): no mail ever arrives there.
    var email: String { "\(handle)@example.com" }
    /// One of the numbers that are kept free for fiction.
    var phone: String { "+1 202 555 010\(id.suffix(1))" }

    /// Ada, Bob, Carol and Dan; the first two have no role, the others one each. More roles need more accounts.
    static func all(roles: [String]) -> [SeedAccount] {
        let letters = Array("abcdef")
        let count = min(letters.count, max(4, roles.count + 2))
        return (0..<count).map { index in
            let (first, last) = people[index]
            let roleIndex = count - 1 - index
            return SeedAccount(
                firstName: first, lastName: last,
                id: "\(letters[index])0000000-0000-4000-8000-00000000000\(index + 1)",
                role: roleIndex < min(roles.count, count - 2) ? roles[roleIndex] : nil)
        }
    }

    static let people: [(String, String)] = [
        ("Ada", "Lovelace"), ("Bob", "Kahn"), ("Carol", "Kaye"), ("Dan", "Bricklin"), ("Edith", "Clarke"),
        ("Frank", "Drake"), ("Grace", "Hopper"), ("Hedy", "Lamarr"), ("Ivan", "Sutherland"),
        ("Joan", "Clarke"),
        ("Karen", "Jones"), ("Lynn", "Conway"), ("Mary", "Shelley"),
    ]
}
