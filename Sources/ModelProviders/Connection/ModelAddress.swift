internal import Diagnostics
internal import Foundation

/// A server that models are asked on: `https` anywhere, `http` only on this machine.
public struct ModelAddress: Sendable, Hashable, CustomStringConvertible {
    /// Without a slash at the end.
    let text: String
    let host: String
    private let scheme: String
    /// Whether something follows the host.
    let hasPath: Bool

    /// Reads the address that a user gave.
    ///
    /// - Throws: `DiagnosticsError` where a key sent to it could be read by others, or where it is no address.
    public init(_ text: String) throws {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let host = url.host,
            !host.isEmpty, ["http", "https"].contains(scheme)
        else {
            throw Self.refusal(
                "'\(text.prefix(200))' is no address of a model server",
                fix: "write it like https://models.example.com/v1")
        }
        guard url.user == nil, url.password == nil else {
            throw Self.refusal(
                "an address of a model server holds no user or password", fix: "put the key in BERRY_API_KEY")
        }
        guard url.query == nil, url.fragment == nil else {
            throw Self.refusal(
                "'\(text.prefix(200))' has more than a path after its host", fix: "leave out what follows the path")
        }
        self.host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        self.scheme = scheme
        guard scheme == "https" || Self.isLoopback(self.host) else {
            throw Self.refusal(
                "\(host) would be asked without encryption, so anybody between could read the key",
                fix: "use https; http is for servers on this machine")
        }
        var trimmed = text
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.text = trimmed
        hasPath = url.path.contains { $0 != "/" }
    }

    public var description: String { text }

    var isOnThisMachine: Bool { Self.isLoopback(host) }

    /// Whether what is sent can be read on the way, by a proxy for one.
    var isPlain: Bool { scheme == "http" }

    /// The address of one of its services: `/v1/messages`. A version that the address ends in isn't said twice.
    func appending(_ path: String) -> String {
        for version in ["/v1", "/api"] where path.hasPrefix(version + "/") && text.hasSuffix(version) {
            return text + path.dropFirst(version.count)
        }
        return text + path
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func refusal(_ message: String, fix: String) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.error, "model-address", message, fix: fix))
    }
}
