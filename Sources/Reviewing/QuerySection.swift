internal import DomainModel
internal import Specification

/// A declared query, in words.
struct QuerySection {
    let query: DomainModel.Query

    var text: String {
        var text = "Query, asked by the function `\(query.function)` with its caller's rights."
        if let description = query.description { text += " " + Markdown.escaped(description) }
        if query.isSingle { text += " It answers one row at most." }
        if !query.parameters.isEmpty {
            text += "\n\n" + Markdown.row(["parameter", "type", "required"]) + "|---|---|---|\n"
            for parameter in query.parameters {
                text += Markdown.row([
                    "`\(parameter.argument)`", parameter.value?.phrase ?? "", parameter.isOptional ? "" : "yes",
                ])
            }
        }
        text += "\n\n" + Markdown.row(["column", "type", "required"]) + "|---|---|---|\n"
        for column in query.columns {
            text += Markdown.row(["`\(column.name)`", column.value?.phrase ?? "", column.isRequired ? "yes" : ""])
        }
        return text + "\n```sql\n\(query.sql)\n```\n"
    }
}
