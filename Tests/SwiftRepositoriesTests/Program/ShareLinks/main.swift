// Compiled together with the generated package of Models/links.json.
import Foundation

let connection = ProcessInfo.processInfo.environment["TEST_DATABASE"] ?? ""
let client = connection.isEmpty ? nil : try PostgresClient(connection)
let store = InMemoryStore()

func database(_ caller: Caller) -> LinksDatabase {
    client.map { LinksDatabase.postgres($0, as: caller) } ?? .inMemory(store, as: caller)
}

func account(_ digit: String) -> UUID { UUID(uuidString: "00000000-0000-4000-8000-00000000000\(digit)") ?? UUID() }

func outcome(_ body: () async throws(RepositoryError) -> String) async -> String {
    do throws(RepositoryError) { return try await body() } catch { return "\(error)" }
}

let ada = account("a")
let service = database(.service)
let team = try await service.teams.create(TeamDraft(name: "Ada's"))
_ = try await service.teamMembers.create(TeamMemberDraft(role: .owner, teamId: team.id, userId: Account.ID(ada)))
let folder = try await service.folders.create(FolderDraft(name: "ours", teamId: team.id))
var documents: [Document] = []
for title in ["one", "two"] {
    let draft = DocumentDraft(title: title, folderId: folder.id, authorId: Account.ID(ada))
    documents.append(try await service.documents.create(draft))
}
_ = try await service.comments.create(CommentDraft(body: "about one", documentId: documents[0].id))
let mine = try await database(.user(ada)).bookmarks.create(
    BookmarkDraft(slug: "a", title: "first", ownerId: Account.ID(ada)))

let user = database(.user(ada))
let (nobody, shared) = (database(.anonymous), try await user.documents.share(documents[0].id))
print("the link shows:", try await nobody.documents.list(sharedBy: shared).map(\.title))
print("with it:", try await nobody.comments.list(sharedBy: shared).map(\.body))
print("not:", try await nobody.folders.list(sharedBy: shared).map(\.name))
let whole = try await user.folders.share(folder.id, until: Date(timeIntervalSinceNow: 3_600))
print("the folder's shows:", try await nobody.documents.list(sharedBy: whole).map(\.title).sorted())
print("with it:", try await nobody.comments.list(sharedBy: whole).map(\.body))
let bookmark = try await user.bookmarks.share(mine.id)
print("the bookmark's shows:", try await nobody.bookmarks.list(sharedBy: bookmark).map { $0.title ?? "" })
print("a guess shows:", try await nobody.documents.list(sharedBy: "guess").count)
print(
    "nobody shares:",
    await outcome { () throws(RepositoryError) in try await nobody.documents.share(documents[0].id) })
print(
    "into the past:",
    await outcome { () throws(RepositoryError) in
        try await user.documents.share(documents[0].id, until: Date(timeIntervalSince1970: 0))
    })
try await user.documents.delete(documents[0].id)
print(
    "deleted:", try await nobody.documents.list(sharedBy: shared).count,
    try await nobody.comments.list(sharedBy: shared).count)
let links = try await user.shareLinks.list(folder: folder.id)
print("links of the folder:", links.count, links.first?.sharedById == Account.ID(ada))
for link in links { try await user.shareLinks.delete(link.id) }
print("taken back:", try await nobody.documents.list(sharedBy: whole).count)
