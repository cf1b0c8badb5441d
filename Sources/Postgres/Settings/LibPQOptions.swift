internal import CLibPQ

/// libpq's own list of connection options, and its own parser: URLs mean to berry what they mean to `psql`.
enum LibPQOptions {
    struct Option {
        let keyword: String
        /// The variable libpq reads, for instance `PGHOST`.
        let variable: String?
        let builtIn: String?
        let value: String?
    }

    /// What the environment, and a service file it names, state; built-in defaults are left out.
    static var fromEnvironment: [String: String] {
        var values: [String: String] = [:]
        for option in all {
            if let value = option.value, value != option.builtIn { values[option.keyword] = value }
        }
        return values
    }

    /// Every option of this libpq, with its value from the environment.
    static var all: [Option] {
        guard let options = PQconndefaults() else { return [] }
        defer { PQconninfoFree(options) }
        return copy(options)
    }

    /// The options that `text` states.
    static func parse(_ text: String) throws(PostgresError) -> [String: String] {
        var reason: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &reason) else {
            defer { PQfreemem(reason) }
            throw unreadable(withoutQuotes(reason.map { String(cString: $0) } ?? ""))
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        for option in copy(options) { values[option.keyword] = option.value }
        return values
    }

    private static func copy(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [Option] {
        var copied: [Option] = []
        var next = options
        while let keyword = next.pointee.keyword {
            let option = next.pointee
            copied.append(
                Option(
                    keyword: String(cString: keyword), variable: option.envvar.map { String(cString: $0) },
                    builtIn: option.compiled.map { String(cString: $0) },
                    value: option.val.map { String(cString: $0) }))
            next += 1
        }
        return copied
    }

    static func unreadable(_ reason: String) -> PostgresError {
        .settings(
            problem:
                "the database URL can't be read: \(reason). Write postgres://USER:PASSWORD@HOST:PORT/DATABASE; "
                + "in the password, characters such as @ : / # % must be percent-encoded (@ is %40)")
    }

    /// libpq quotes the part it didn't understand, and that may be the password, quotes of its own included:
    /// everything from the first quote to the last goes.
    private static func withoutQuotes(_ reason: String) -> String {
        let bytes = Array(reason.utf8)
        let quote = UInt8(ascii: "\"")
        guard let first = bytes.firstIndex(of: quote), let last = bytes.lastIndex(of: quote) else {
            return tidy(reason)
        }
        return tidy(String(decoding: bytes[..<first] + Array("…".utf8) + bytes[(last + 1)...], as: UTF8.self))
    }
}
