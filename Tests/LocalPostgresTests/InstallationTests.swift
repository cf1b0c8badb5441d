import LocalPostgres
import SystemPackage
import Testing

@Suite struct InstallationTests {
    @Test func findsOneHere() async throws {
        let found = try await PostgresInstallation.find()
        #expect(PostgresInstallation.supportedMajors.contains(found.major))
        #expect(found.version.hasPrefix("postgres (PostgreSQL) \(found.major)"))
    }

    @Test func saysWhatItLookedAtAndWhatToDo() async throws {
        let error = await #expect(throws: LocalServerError.self) {
            try await PostgresInstallation.find(environment: ["BERRY_POSTGRES_BIN": "/nowhere/bin"])
        }
        #expect(error?.reason == .missingInstallation)
        #if os(Linux)
            #expect(
                error?.description == """
                    PostgreSQL 15 to 18 is needed and wasn't found on this machine
                      | /nowhere/bin: no initdb
                    Install it: sudo apt-get install postgresql. Or name the folder of its programs in BERRY_POSTGRES_BIN.
                    """)
        #endif
    }

    @Test func refusesVersionsItDoesNotKnow() async throws {
        try await withTemporaryFolder { folder in
            try await shell(
                """
                printf '#!/bin/sh\\necho "postgres (PostgreSQL) 9.6.24"\\n' >'\(folder)/postgres'
                cp '\(folder)/postgres' '\(folder)/initdb'
                chmod 755 '\(folder)/postgres' '\(folder)/initdb'
                """)
            let error = await #expect(throws: LocalServerError.self) {
                try await PostgresInstallation.find(environment: ["BERRY_POSTGRES_BIN": folder.string])
            }
            #expect(error?.reason == .unsupportedVersion)
            #expect(error?.output == "\(folder): postgres (PostgreSQL) 9.6.24 isn't supported")
        }
    }
}
