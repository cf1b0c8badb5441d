// Compiled together with the generated package of Models/invitations.json.
import Foundation

let connection = ProcessInfo.processInfo.environment["TEST_DATABASE"] ?? ""
let client = connection.isEmpty ? nil : try PostgresClient(connection)
let store = InMemoryStore()

func database(_ caller: Caller) -> InvitationsDatabase {
    client.map { InvitationsDatabase.postgres($0, as: caller) } ?? .inMemory(store, as: caller)
}

func account(_ digit: String) -> UUID { UUID(uuidString: "00000000-0000-4000-8000-00000000000\(digit)") ?? UUID() }

func outcome(_ body: () async throws(RepositoryError) -> String) async -> String {
    do throws(RepositoryError) { return try await body() } catch { return "\(error)" }
}

let (ada, bob) = (account("a"), account("b"))
let service = database(.service)
let team = try await service.teams.create(TeamDraft(name: "Ada's"))
_ = try await service.teamMembers.create(TeamMemberDraft(role: .owner, teamId: team.id, userId: Account.ID(ada)))

print(
    "the service invites:",
    await outcome { () throws(RepositoryError) in
        try await service.invitations.invite(to: team.id, as: .member)
    })
let token = try await database(.user(ada)).invitations.invite(to: team.id, as: .admin)
print("invitations:", try await database(.user(ada)).invitations.list().map { "\($0.role) \($0.acceptedAt == nil)" })
for (name, text) in [("a guess", "guess"), ("the token", token), ("the token again", token)] {
    print(
        "Bob brings \(name):",
        await outcome { () throws(RepositoryError) in
            try await database(.user(bob)).invitations.accept(text) == team.id ? "welcome" : "another team"
        })
}
print(
    "nobody brings it:",
    await outcome { () throws(RepositoryError) in
        try await database(.anonymous).invitations.accept(token) == team.id ? "welcome" : "another team"
    })
let members = try await service.teamMembers.list(user: Account.ID(bob))
print("Bob is:", members.map { "\($0.role)" })
let invitation = try await service.invitations.list().first
print("accepted by Bob:", invitation?.acceptedById == Account.ID(bob), invitation?.acceptedAt != nil)
print("lasts a week:", (6.9...7.1).contains((invitation?.expiresAt.timeIntervalSinceNow ?? 0) / 86_400))
