internal import Catalog
internal import Diagnostics
internal import Foundation

/// What the lints found, in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, section numbers
/// below), which code hosts show beside the lines of a change.
public struct SARIFLog: Encodable, Sendable {
    private let version = "2.1.0"
    private let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    private let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case version, runs
        case schema = "$schema"
    }

    /// - Parameter version: the tool's.
    public init(_ report: LintReport, lints: [Lint] = Lint.all, version: String) {
        let places = Dictionary(
            uniqueKeysWithValues: lints.enumerated().map { place, lint in (lint.name, place) })
        let found = report.findings.map { Result($0, rule: places[$0.lint.name], reason: nil) }
        let allowed = report.allowed.map { Result($0.finding, rule: places[$0.finding.lint.name], reason: $0.reason) }
        runs = [
            Run(tool: Tool(driver: Driver(version: version, rules: lints.map(Rule.init))), results: found + allowed)
        ]
    }

    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// 3.14
    private struct Run: Encodable {
        var tool: Tool
        var results: [Result]
        let columnKind = "unicodeCodePoints"
    }

    /// 3.18
    private struct Tool: Encodable { var driver: Driver }

    /// 3.19
    private struct Driver: Encodable {
        let name = "berry"
        var version: String
        var rules: [Rule]
    }

    /// 3.49
    private struct Rule: Encodable {
        var id: String
        var shortDescription: Message
        var fullDescription: Message
        var help: Message
        var defaultConfiguration: Configuration
        var properties: Properties

        struct Configuration: Encodable { var level: String }
        struct Properties: Encodable { var tags: [String] }

        init(_ lint: Lint) {
            id = lint.name
            shortDescription = Message(lint.summary.sentence)
            fullDescription = Message(lint.reason.sentence)
            help = Message(lint.remedy.sentence)
            defaultConfiguration = Configuration(level: lint.level.rawValue)
            properties = Properties(tags: lint.codes)
        }
    }

    /// 3.11
    private struct Message: Encodable {
        var text: String

        init(_ text: String) { self.text = text }
    }

    /// 3.27
    private struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int?
        var level: String
        var message: Message
        var locations: [Location]
        var suppressions: [Suppression]?

        init(_ finding: LintFinding, rule: Int?, reason: String?) {
            ruleId = finding.lint.name
            ruleIndex = rule
            level = finding.lint.level.rawValue
            message = Message(finding.detail.sentence)
            locations = [Location(finding)]
            suppressions = reason.map { [Suppression(justification: $0)] }
        }
    }

    /// 3.35
    private struct Suppression: Encodable {
        let kind = "external"
        var justification: String
    }

    /// 3.28
    private struct Location: Encodable {
        var physicalLocation: PhysicalLocation?
        var logicalLocations: [LogicalLocation]

        struct PhysicalLocation: Encodable {
            var artifactLocation: ArtifactLocation
            var region: Region
        }

        struct ArtifactLocation: Encodable { var uri: String }
        struct Region: Encodable { var startLine: Int }

        struct LogicalLocation: Encodable {
            var fullyQualifiedName: String
            var kind: String
        }

        init(_ finding: LintFinding) {
            physicalLocation = finding.location.map { place in
                let path = place.file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? place.file
                return PhysicalLocation(
                    artifactLocation: ArtifactLocation(uri: path), region: Region(startLine: place.line))
            }
            logicalLocations = [
                LogicalLocation(fullyQualifiedName: finding.object.name, kind: finding.object.kind.rawValue)
            ]
        }
    }
}

extension String {
    /// With a capital letter and a full stop.
    var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
