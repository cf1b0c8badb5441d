import Foundation

/// The folder of all tests.
let testFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

/// Compares `text` with the file at `path`, which is relative to the folder of all tests.
///
/// With `BERRY_RECORD=1` the file is written, and the comparison fails: a recording proves nothing.
public func compare(_ text: String, withFile path: String) throws {
    let file = testFolder.appending(path: path)
    if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        throw GoldenMismatch(description: "recorded \(path)")
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
        throw GoldenMismatch(description: "there is no \(path); record it with BERRY_RECORD=1")
    }
    guard expected != text else { return }
    let (left, right) = (
        expected.split(separator: "\n", omittingEmptySubsequences: false),
        text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line = zip(left, right).prefix { $0 == $1 }.count
    throw GoldenMismatch(
        description: """
            \(path):\(line + 1) differs
              expected: \(line < left.count ? left[line] : "(the end)")
              found:    \(line < right.count ? right[line] : "(the end)")
            """)
}

public struct GoldenMismatch: Error, CustomStringConvertible {
    public let description: String
}

/// The lines of a file of a test, without empty ones and comments.
public func lines(ofFile path: String) throws -> [String] {
    try String(contentsOf: testFolder.appending(path: path), encoding: .utf8)
        .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
}
