/// Why there is no private server, or why it can't do what was asked.
public struct LocalServerError: Error, Sendable, Equatable {
    public enum Reason: Sendable, Equatable {
        /// No usable PostgreSQL was found on this machine.
        case missingInstallation
        /// There is one, but not of the version that the data needs, or not one that berry supports.
        case unsupportedVersion
        /// PostgreSQL refuses to run as root and there is no account to run it as.
        case noAccount
        /// A folder can't be made, or belongs to somebody else.
        case storage
        /// One of PostgreSQL's own programs failed.
        case tool
        /// The server didn't start or ended early.
        case notStarted
        /// Nothing happened within the time allowed.
        case timedOut
        /// The name can't be a database's name.
        case invalidName
    }

    public var reason: Reason
    /// What happened, one sentence without a full stop.
    public var message: String
    /// What programs printed, such as the end of the server's log; may be several lines.
    public var output: String
    /// What to do about it.
    public var advice: String

    public init(_ reason: Reason, _ message: String, output: String = "", advice: String = "") {
        self.reason = reason
        self.message = message
        self.output = output
        self.advice = advice
    }
}

extension LocalServerError: CustomStringConvertible {
    public var description: String {
        ([message] + output.split(separator: "\n").map { "  | \($0)" } + (advice.isEmpty ? [] : [advice]))
            .joined(separator: "\n")
    }
}
