import SystemPackage
import Testing

@testable import LocalPostgres

/// The clusters that new servers are copied from.
@Suite struct TemplateClusterTests {
    /// What other versions left behind goes after 30 days; what is used stays, however old it is.
    @Test func removesWhatNobodyUses() async throws {
        let account = try ServerAccount.current()
        let template = TemplateCluster(
            installation: try await LocalServer.found(nil, as: account), account: account)
        try await withTemporaryFolder { folder in
            if account.isOther { try SystemCall.changeOwner(of: folder, to: account) }
            let templates = folder.appending("templates")
            let used = try await template.prepared(in: templates)
            let (old, young) = (String(repeating: "a", count: 24), String(repeating: "b", count: 24))
            try await shell(
                """
                cd '\(templates)' && mkdir -p \(old)/base \(young)/base notes
                chown -R --reference=. \(old) \(young)
                touch -d '31 days ago' \(old) notes '\(used)' && touch -d '29 days ago' \(young)
                """)
            #expect(try await template.prepared(in: templates) == used)
            #expect(SystemCall.age(of: used).map { $0 < 60 } == true)
            let left = SystemCall.names(in: templates)
            #expect(left == [used.lastComponent?.string, young, "lock", "notes"].compactMap(\.self).sorted())
        }
    }
}
