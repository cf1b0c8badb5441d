internal import DomainModel
internal import Specification

/// A view, in words.
struct ViewSection {
    let view: DomainModel.View

    var text: String {
        var text = "View `\(view.view)`."
        if let description = view.description { text += " " + Markdown.escaped(description) }
        text +=
            view.rights == .caller
            ? " It shows each caller what it may read of the tables behind it."
            : " It reads with its owner's rights, whatever the rules of the tables behind it say."
        text += "\n\n" + Markdown.row(["name", "type", "required", "notes"]) + "|---|---|---|---|\n"
        for column in view.columns {
            text += Markdown.row([
                "`\(column.name)`", column.value.phrase, column.isRequired ? "yes" : "",
                view.key.contains(column.name) ? "part of what identifies a row" : "",
            ])
        }
        return text + "\n```sql\n\(view.sql)\n```\n"
    }
}

extension DomainModel.ViewValue {
    var phrase: String {
        switch self {
        case .attribute(.decimal, let isList): "decimal" + (isList ? " list" : "")
        case .attribute(let type, let isList): type.phrase + (isList ? " list" : "")
        case .key(let target): target.phrase
        }
    }
}
