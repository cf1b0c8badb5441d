public import AccessSurvey
internal import Foundation

/// `docs/access.md` and its data: who may do what, as the database answered. It isn't a part of `docs/model.md`, which
/// needs no server and knows nothing of SQL that somebody wrote by hand.
public struct AccessDocument: Sendable, Hashable {
    public static let path = "docs/access.md"
    public static let dataPath = "database/tests/access.json"

    private let name: String
    private let survey: AccessSurvey

    /// - Parameter name: the application's.
    public init(_ name: String, _ survey: AccessSurvey) {
        self.name = name
        self.survey = survey
    }

    /// JSON, with a line break at the end.
    public var data: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return String(decoding: try encoder.encode(survey), as: UTF8.self) + "\n"
        }
    }

    public var text: String {
        var text = """
            # Access to \(name)

            Who may do what. berry filled every table of a private database with made-up rows, asked for everything as
            everybody, and wrote down what PostgreSQL answered; so policies that somebody wrote by hand count as well.
            A line holds for those who are nothing else to a row. The service may do everything that isn't said
            otherwise.

            """
        for table in survey.tables { text += "\n## \(table.name)\n\n" + Self.section(table) }
        return text
    }

    private static func section(_ table: SurveyedTable) -> String {
        let rights: [SurveyedRight] = table.kind == .view ? [.read] : SurveyedRight.allCases
        var text = Markdown.row(["who"] + rights.map(\.verb)) + "|---" + rights.map { _ in "|---" }.joined() + "|\n"
        for line in table.lines {
            text += Markdown.row([Markdown.escaped(line.who)] + rights.map { words(line[$0] ?? .no) })
        }
        let limits = columns(table) + table.limits
        return limits.isEmpty ? text : text + "\n" + limits.map { "- \($0)\n" }.joined()
    }

    private static func words(_ cell: SurveyedTable.Cell) -> String {
        switch cell {
        case .no: "–"
        case .every: "yes"
        case .those(let condition): "where \(Markdown.escaped(condition))"
        case .some: "some"
        }
    }

    /// What clients can't do to any row.
    private static func columns(_ table: SurveyedTable) -> [String] {
        guard let columns = table.columns else { return [] }
        func may(_ right: SurveyedRight) -> Bool { table.lines.contains { $0[right] ?? .no != .no } }
        func list(_ names: [String]) -> String {
            names.map { Markdown.code($0) }.joined(separator: ", ")
        }
        var limits: [String] = []
        let hidden = columns.all.filter { !columns.read.contains($0) }
        if may(.read), !hidden.isEmpty { limits.append("No client reads \(list(hidden)).") }
        if may(.create), columns.create.count < columns.all.count {
            limits.append("Of a new row, clients state \(list(columns.create)).")
        }
        if may(.update), columns.update.count < columns.all.count {
            limits.append("Of a row that is there, clients change \(list(columns.update)).")
        }
        return limits
    }
}
