public import Diagnostics
public import Foundation

extension Migration {
    /// A version for a migration that begins now.
    ///
    /// `SOURCE_DATE_EPOCH` (seconds since 1970, reproducible-builds.org) stands in for the clock where it is set.
    public static func newVersion(environment: [String: String], now: Date = Date()) -> String {
        let seconds = environment["SOURCE_DATE_EPOCH"].flatMap(TimeInterval.init) ?? now.timeIntervalSince1970
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: seconds))
        let fields = [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second]
        return zip(fields, [4, 2, 2, 2, 2, 2]).map { value, width in
            let digits = String(value ?? 0)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }.joined()
    }

    /// The next number: versions only have to grow.
    ///
    /// - Throws: where there is none of fourteen digits.
    public static func version(after version: String) throws(DiagnosticsError) -> String {
        let next = String((Int(version) ?? 0) + 1)
        let padded = String(repeating: "0", count: max(0, 14 - next.count)) + next
        if isVersion(padded) { return padded }
        throw DiagnosticsError(
            Diagnostic(
                .error, "last-version",
                "a migration has the version \(version), and no version of fourteen digits comes after it",
                fix: "give that migration an earlier version, with which the names of its files begin"))
    }

    /// Words as a part of a file's name: `Add due dates!` is `add_due_dates`.
    public static func name(of words: String) -> String {
        let parts = words.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return parts.isEmpty ? "change" : String(parts.joined(separator: "_").prefix(100))
    }

    /// Whether `text` is fourteen digits.
    public static func isVersion(_ text: String) -> Bool {
        text.utf8.count == 14 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
