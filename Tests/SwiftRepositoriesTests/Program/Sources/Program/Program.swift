import Foundation
import TodoData

/// Uses a generated package and prints what happens: `Program SCENARIO`, with the database in `TEST_DATABASE`.
@main
enum Program {
    static let ada = UUID(uuidString: "00000000-0000-4000-8000-00000000000a") ?? UUID()
    static let bob = UUID(uuidString: "00000000-0000-4000-8000-00000000000b") ?? UUID()

    static func main() async throws {
        let scenario = CommandLine.arguments.dropFirst().first ?? ""
        let connection = ProcessInfo.processInfo.environment["TEST_DATABASE"] ?? ""
        switch scenario {
        case "memory":
            let store = InMemoryStore()
            await everyday(.inMemory(store, as: .user(ada)))
            await values(.inMemory(store, as: .user(ada)))
        case "postgres":
            let client = try PostgresClient(connection)
            await everyday(.postgres(client, as: .user(ada)))
            await values(.postgres(client, as: .user(ada)))
        case "users": await users(try PostgresClient(connection))
        case "connections": await connections(connection)
        case "accounts": await accounts()
        default: print("there is no scenario '\(scenario)'")
        }
    }

    /// Prints what `action` comes to.
    @discardableResult
    static func step<Outcome>(
        _ name: String, _ action: () async throws(RepositoryError) -> Outcome,
        _ describe: (Outcome) -> String = { _ in "done" }
    ) async -> Outcome? {
        do throws(RepositoryError) {
            let outcome = try await action()
            print("\(name): \(describe(outcome))")
            return outcome
        } catch {
            print("\(name): \(error)")
            return nil
        }
    }
}
