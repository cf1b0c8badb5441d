internal import DomainModel

/// A table of links, in words.
struct JunctionSection {
    let junction: DomainModel.Junction

    var text: String {
        var text = "Table `\(junction.table)`: links of \(junction.declaring.name) and \(junction.other.name)."
        if let description = junction.description { text += " " + Markdown.escaped(description) }
        text += "\n\n" + Markdown.row(["name", "column", "type", "required", "notes"]) + "|---|---|---|---|---|\n"
        for side in [junction.declaring, junction.other] {
            text += Markdown.row([
                side.name, Self.list(side.columns), side.target.phrase, "yes", "part of the key; on delete: cascade",
            ])
        }
        text += "\nKeys, indexes and checks:\n\n"
        text += "- key: \(Self.list(junction.declaring.columns + junction.other.columns))\n"
        text += "- index: \(Self.list(junction.other.columns)): foreign key of \(junction.other.name)\n"
        if junction.isReflexive { text += "- check: nothing is linked with itself\n" }
        return text
    }

    private static func list(_ columns: [String]) -> String { columns.map { "`\($0)`" }.joined(separator: ", ") }
}
