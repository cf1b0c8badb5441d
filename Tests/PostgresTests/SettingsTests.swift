import Testing

@testable import Postgres

@Suite struct SettingsTests {
    @Test(arguments: [
        ("postgres://ada:s3cret@db.example.com/shop", "postgres://ada@db.example.com:5432/shop"),
        (
            "postgresql://ada:s3cret@db.example.com:6543/shop?sslmode=require",
            "postgres://ada@db.example.com:6543/shop"
        ),
        (
            "host=db.example.com user=ada password=s3cret dbname=shop",
            "postgres://ada@db.example.com:5432/shop"
        ),
        ("postgres://ada:s3cret@[::1]:5433/shop", "postgres://ada@[::1]:5433/shop"),
        ("postgres://b%40d:s3cret@localhost/my%20shop", "postgres://b%40d@localhost:5432/my%20shop"),
        (
            "postgres://ada:s3cret@/shop?host=/run/postgresql",
            "postgres://ada@:5432/shop?host=/run/postgresql"
        ),
    ])
    func describesItselfWithoutThePassword(url: String, expected: String) throws {
        let settings = try ConnectionSettings(url: url)
        #expect(settings.redactedDescription == expected)
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [
            "\(settings)", String(reflecting: settings), dumped, "\([settings])",
            "\(Optional(settings) as Any)",
        ] {
            #expect(!text.contains("s3cret"), "\(text)")
        }
    }

    @Test(arguments: [
        "postgres://ada:pa%zzs3cret@localhost/shop", "host=localhost password s3cret", "x\"\u{301}s3cret\"\u{301}y z",
        "x\"s3cret z",
        "postgres://ada:a/s3cret@localhost/x",
        "postgres://ada:1/s3cret@localhost/x", "postgres://localhost/?s3cret=1",
        "mysql://ada:s3cret@localhost/shop",
    ])
    func textsItCanNotReadAreNotRepeated(url: String) {
        let error = #expect(throws: PostgresError.self) { try ConnectionSettings(url: url) }
        #expect(error?.description.contains("s3cret") == false)
        #expect(error?.description.hasPrefix("the database URL can't be read: ") == true)
    }

    /// Who isn't local must prove who they are, unless the user states otherwise.
    @Test(arguments: [
        ("postgres://db.example.com/shop", "verify-full"),
        ("postgres://10.0.0.7/shop", "verify-full"),
        ("postgres://127.0.0.1.example.com/shop", "verify-full"),
        ("postgres://localhost,db.example.com/shop", "verify-full"),
        ("postgres:///shop?host=localhost&hostaddr=203.0.113.7", "verify-full"),
        ("service=shop", "verify-full"),
        ("postgres://db.example.com/shop?sslmode=require", "require"),
        ("postgres://localhost/shop", nil),
        ("postgres://127.0.0.1/shop", nil),
        ("postgres://[::1]/shop", nil),
        ("postgres:///shop", nil),
        ("postgres:///shop?host=/run/postgresql", nil),
    ])
    func demandsACertificate(url: String, mode: String?) throws {
        let parameters = try ConnectionSettings(url: url).parameters()
        #expect(parameters.last { $0.keyword == "sslmode" }?.value == mode)
    }

    @Test func trustsTheSystemsAuthorities() throws {
        let settings = try ConnectionSettings(url: "postgres://db.example.com/shop")
        #expect(settings.parameters(libraryVersion: 16_00_01).contains { $0 == ("sslrootcert", "system") })
        #expect(!settings.parameters(libraryVersion: 15_00_20).contains { $0 == ("sslrootcert", "system") })
        let own = try ConnectionSettings(
            url: "postgres://db.example.com/shop?sslmode=verify-full&sslrootcert=/ca.pem")
        #expect(own.parameters().filter { $0.keyword == "sslrootcert" }.map(\.value) == ["/ca.pem"])
    }

    @Test func statesWhatBerryWants() throws {
        let parameters = try ConnectionSettings(url: "postgres://localhost/shop")
            .setting("search_path", "a b").parameters()
        let stated = Dictionary(parameters.map { ($0.keyword, $0.value) }, uniquingKeysWith: { $1 })
        #expect(stated["application_name"] == "berry")
        #expect(stated["connect_timeout"] == "10")
        #expect(stated["client_encoding"] == "UTF8")
        #expect(stated["options"] == "-c search_path=a\\ b")
        let own = try ConnectionSettings(
            url: "postgres://localhost/shop?connect_timeout=3&application_name=mine")
        #expect(
            !own.parameters().contains {
                $0 == ("connect_timeout", "10") || $0 == ("application_name", "berry")
            })
    }

    /// For children such as psql: through the environment, which others can't read.
    @Test func namesTheVariablesForOtherPrograms() throws {
        let environment = try ConnectionSettings(url: "postgres://ada:s3cret@localhost:5433/shop").environment
        #expect(environment["PGHOST"] == "localhost")
        #expect(environment["PGPORT"] == "5433")
        #expect(environment["PGUSER"] == "ada")
        #expect(environment["PGDATABASE"] == "shop")
        #expect(environment["PGPASSWORD"] == "s3cret")
    }
}
