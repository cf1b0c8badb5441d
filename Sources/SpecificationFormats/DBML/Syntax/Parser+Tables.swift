extension Parser {
    mutating func table(isPartial: Bool) {
        let start = token.range
        advance()
        guard let name = qualifiedName(isPartial ? "the name of the partial" : "the name of the table") else { return }
        var table = TableSyntax(name: name)
        let header = start.through(previousRange)
        if isWord("as", token), !token.isFirstOnLine, !isPartial {
            advance()
            table.alias = takeName()
            if table.alias == nil { expected("another name for the table") }
        }
        table.settings = settings(of: isPartial ? .partial : .table)
        // Comments before the table are somebody else's.
        tree.annotations += takeAnnotations(before: start.lowerBound)
        block(of: isPartial ? "partial" : "table", from: header) { parser in
            parser.member(of: &table)
            if parser.isWrong { table.isIncomplete = true }
        }
        table.annotations = takeAnnotations(before: previousRange.upperBound)
        if isPartial { tree.partials.append(table) } else { tree.tables.append(table) }
    }

    private mutating func member(of table: inout TableSyntax) {
        let next = token(after: 1)
        if kind == .tilde {
            advance()
            guard let partial = takeName() else { return expected("the name of a partial") }
            table.injections.append(InjectionSyntax(partial: partial, position: table.columns.count))
            return
        }
        if kind == .word, next.kind == .colon || next.kind == .openBrace || next.kind == .openParenthesis {
            if isWord("note", token), next.kind != .openParenthesis {
                table.note = note()
                return
            }
            if isWord("indexes", token), next.kind == .openBrace { return indexes(of: &table) }
            if isWord("checks", token), next.kind == .openBrace { return checks(of: &table) }
            if isWord("records", token), next.kind != .colon {
                if let records = records(inTable: true) { table.records.append(records) }
                return
            }
        }
        guard let column = column() else { return }
        table.columns.append(column)
    }

    private mutating func column() -> ColumnSyntax? {
        guard let name = takeName() else {
            expected("a column")
            return nil
        }
        guard !isAtEndOfStatement, let type = type() else {
            expected("the type of the column '\(name.text)'")
            return nil
        }
        var column = ColumnSyntax(name: name, type: type)
        // The first versions of the language had bare words for these two.
        while kind == .word, !isAtEndOfStatement, isWord("pk", token) || isWord("unique", token) {
            column.settings.append(
                SettingSyntax(
                    name: text(token.range).lowercased(), nameRange: token.range, value: nil, valueRange: token.range))
            advance()
        }
        column.settings += settings(of: .column)
        return column
    }

    private mutating func type() -> TypeSyntax? {
        let start = token.range
        guard let name = qualifiedName("a type") else { return nil }
        var type = TypeSyntax(name: name, range: start)
        if kind == .openParenthesis, !token.isFirstOnLine {
            advance()
            while !take(.closeParenthesis) {
                if kind == .end || kind == .closeBrace || token.isFirstOnLine {
                    expected(")")
                    return nil
                }
                let first = token.range
                while kind != .comma, kind != .closeParenthesis, !isAtEndOfStatement { advance() }
                if first.lowerBound < token.range.lowerBound {
                    type.arguments.append(text(first.through(previousRange)))
                }
                _ = take(.comma)
            }
        }
        while kind == .openBracket, !token.isFirstOnLine {
            let size = token(after: 1)
            if size.kind == .closeBracket {
                advance()
            } else if size.kind == .number, token(after: 2).kind == .closeBracket {
                advance()
                advance()
            } else {
                break
            }
            advance()
            type.dimensions += 1
        }
        type.range = start.through(previousRange)
        return type
    }

    // MARK: Indexes and checks

    private mutating func indexes(of table: inout TableSyntax) {
        let start = token.range
        advance()
        block(of: "list of indexes", from: start) { parser in
            if let index = parser.index() { table.indexes.append(index) }
        }
    }

    private mutating func index() -> IndexSyntax? {
        let start = token.range
        var parts: [IndexSyntax.Part] = []
        if kind == .openParenthesis {
            advance()
            repeat {
                guard let part = indexPart() else { return nil }
                parts.append(part)
            } while takeAnywhere(.comma)
            guard takeAnywhere(.closeParenthesis) else {
                expected(", or )")
                return nil
            }
        } else {
            guard let part = indexPart() else { return nil }
            parts.append(part)
        }
        let range = start.through(previousRange)
        return IndexSyntax(parts: parts, settings: settings(of: .index), range: range)
    }

    /// Within parentheses and brackets, lines don't matter.
    mutating func takeAnywhere(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted else { return false }
        advance()
        return true
    }

    private mutating func indexPart() -> IndexSyntax.Part? {
        if kind == .expression {
            let range = token.range
            let sql = value(of: token)
            advance()
            return .expression(sql, range)
        }
        guard let name = takeName() else {
            expected("a column or an expression in backticks")
            return nil
        }
        return .column(name)
    }

    private mutating func checks(of table: inout TableSyntax) {
        let start = token.range
        advance()
        block(of: "list of checks", from: start) { parser in
            guard parser.kind == .expression else { return parser.expected("an expression in backticks") }
            let range = parser.token.range
            let sql = parser.value(of: parser.token)
            parser.advance()
            table.checks.append(CheckSyntax(sql: sql, settings: parser.settings(of: .check), range: range))
        }
    }

    // MARK: Records

    mutating func records(inTable: Bool) -> RecordsSyntax? {
        let start = token.range
        advance()
        var records = RecordsSyntax(range: start)
        if !inTable {
            guard let name = qualifiedName("the name of a table") else { return nil }
            records.table = name
        }
        if take(.openParenthesis) {
            var columns: [NameSyntax] = []
            while !takeAnywhere(.closeParenthesis) {
                guard let name = takeName() else {
                    expected("the name of a column")
                    return nil
                }
                columns.append(name)
                if !takeAnywhere(.comma), kind != .closeParenthesis {
                    expected(", or )")
                    return nil
                }
            }
            records.columns = columns
        } else if !inTable {
            expected("the columns in parentheses")
            return nil
        }
        records.range = start.through(previousRange)
        block(of: "list of records", from: records.range) { parser in
            if let row = parser.row() { records.rows.append(row) }
        }
        return records
    }

    private mutating func row() -> [RecordsSyntax.Value]? {
        var row: [RecordsSyntax.Value] = []
        var isFirst = true
        while true {
            let start = token.range
            if kind == .comma, isFirst || !token.isFirstOnLine {
                row.append(.init(value: .empty, range: start))
            } else if !isFirst, isAtEndOfStatement {
                // A comma at the end of the line is followed by nothing.
                row.append(.init(value: .empty, range: previousRange))
                return row
            } else {
                guard let value = settingValue(of: "") else { return nil }
                row.append(.init(value: value, range: start.through(previousRange)))
            }
            isFirst = false
            guard take(.comma) else { return row }
        }
    }
}
