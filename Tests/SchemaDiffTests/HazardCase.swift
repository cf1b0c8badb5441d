import Foundation

/// A file of `Hazards/`: two schemas, rows of the old one, and what is unsafe on the way from one to the other.
struct HazardCase {
    let path: String
    let old: String
    let rows: String?
    let new: String

    var needsExtensions: Bool { (old + new).contains("create extension") }

    /// The names of all of them.
    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        return (files ?? []).filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted()
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hazards")

    /// A section goes from its headline, `-- old` and so on, to the next one.
    init(_ name: String) throws {
        path = "SchemaDiffTests/Hazards/\(name).sql"
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).sql"), encoding: .utf8)
        var sections: [String: String] = [:]
        var section = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if ["-- old", "-- rows", "-- new", "-- hazards"].contains(line) {
                section = String(line.dropFirst(3))
                sections[section] = ""
            } else {
                sections[section, default: ""] += line + "\n"
            }
        }
        old = sections["old"] ?? ""
        rows = sections["rows"]
        new = sections["new"] ?? ""
    }

    /// The whole file, with `hazards` for its last section.
    func text(_ hazards: String) -> String {
        "-- old\n\(old)" + (rows.map { "-- rows\n\($0)" } ?? "") + "-- new\n\(new)-- hazards\n\(hazards)"
    }
}
