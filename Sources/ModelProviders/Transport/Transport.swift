internal import Foundation

/// One question to a server.
struct HTTPRequest: Sendable, Hashable {
    var url: String
    /// Besides the content type; the key isn't among them.
    var headers: [String: String] = [:]
    var body: [UInt8]
}

/// What a server answered.
struct HTTPResponse: Sendable, Hashable {
    var status: Int
    /// With names in lower case.
    var headers: [String: String] = [:]
    var body: [UInt8]
}

/// Why there is no answer.
enum TransportError: Error, Hashable {
    /// Nobody answers, or the connection broke; it is worth another try.
    case connection(String)
    case timedOut(Duration)
    /// The server's certificate isn't one that this machine trusts.
    case untrusted(String)
    /// More bytes than any answer has.
    case tooLarge(Int)
}

/// Carries questions to a server. It follows no redirect and remembers nothing.
protocol Transport: Sendable {
    /// - Throws: ``TransportError``.
    func send(_ request: HTTPRequest, key: APIKey?) async throws -> HTTPResponse
}
