internal import Diagnostics

/// The words that begin a declaration of a file.
enum Declaration: String, CaseIterable {
    case table, ref, `enum`, tablegroup, project, tablepartial, note, records, diagramview, use, reuse

    init?(of token: Token, _ parser: Parser) {
        guard token.kind == .word, token.range.count <= 12 else { return nil }
        self.init(rawValue: parser.text(token.range).lowercased())
    }

    /// As it is usually spelt.
    var spelling: String {
        switch self {
        case .table: "Table"
        case .ref: "Ref"
        case .enum: "Enum"
        case .tablegroup: "TableGroup"
        case .project: "Project"
        case .tablepartial: "TablePartial"
        case .note: "Note"
        case .records: "Records"
        case .diagramview: "DiagramView"
        case .use, .reuse: rawValue
        }
    }
}

extension Parser {
    mutating func parseFile() {
        while kind != .end {
            isWrong = false
            let start = position
            declaration(inProject: false)
            if !isWrong, kind != .end, !token.isFirstOnLine { expected("the end of the line") }
            if position == start { advance() }
            if isWrong { skipDeclaration() }
        }
        tree.annotations += takeAnnotations(before: .max)
    }

    /// Goes to the next line on which a declaration may begin.
    private mutating func skipDeclaration() {
        while true {
            skipStatement()
            // A brace too many.
            while kind == .closeBrace { advance() }
            if kind == .end || Declaration(of: token, self) != nil { return }
            advance()
        }
    }

    mutating func declaration(inProject: Bool) {
        guard let declaration = Declaration(of: token, self) else { return unknownDeclaration() }
        switch declaration {
        case .table: table(isPartial: false)
        case .tablepartial: table(isPartial: true)
        case .ref: reference()
        case .enum: enumeration()
        case .tablegroup: group()
        case .note: stickyNote()
        case .records:
            if let records = records(inTable: false) { tree.records.append(records) }
        case .diagramview: view()
        case .project where !inProject: project()
        case .use where !inProject: use(isReexported: false)
        case .reuse where !inProject: use(isReexported: true)
        case .project, .use, .reuse:
            report("misplaced-declaration", "\(declaration.spelling) can't stand inside of a project", token.range)
        }
    }

    private mutating func unknownDeclaration() {
        let words = Declaration.allCases.map(\.spelling)
        guard kind == .word else {
            return expected("a declaration such as Table, Enum or Ref")
        }
        let suggestion = nearest(to: text(token.range), among: words)
        report(
            "unknown-declaration", "DBML has no declaration '\(text(token.range))'", token.range,
            notes: suggestion == nil ? [.init("there are \(words.joined(separator: ", "))")] : [],
            fix: suggestion.map { "write '\($0)'" })
    }

    private mutating func project() {
        let start = token.range
        advance()
        var project = ProjectSyntax(name: takeName(), range: start)
        project.range = start.through(previousRange)
        block(of: "project", from: start, holdsDeclarations: true) { parser in
            if parser.kind == .word, parser.token(after: 1).kind == .colon {
                guard let setting = parser.keyAndValue() else { return }
                if setting.name == "note" {
                    if case .string(let text) = setting.value { project.note = text }
                } else {
                    project.settings.append(setting)
                }
            } else if parser.isWord("note", parser.token), parser.token(after: 1).kind == .openBrace {
                project.note = parser.note()
            } else {
                parser.declaration(inProject: true)
            }
        }
        tree.projects.append(project)
    }

    /// `key: 'value'`.
    private mutating func keyAndValue() -> SettingSyntax? {
        let name = token
        advance()
        advance()
        let start = token.range
        guard let value = settingValue(of: "") else { return nil }
        return SettingSyntax(
            name: text(name.range).lowercased(), nameRange: name.range, value: value,
            valueRange: start.through(previousRange))
    }

    /// `Note: 'text'` or `Note { 'text' }`, from the word on.
    mutating func note() -> String? {
        let start = token.range
        advance()
        if take(.colon) { return noteText() }
        var text: String?
        block(of: "note", from: start) { parser in text = parser.noteText() ?? text }
        return text
    }

    private mutating func noteText() -> String? {
        guard kind == .string || kind == .longString else {
            expected("a text in single quotes")
            return nil
        }
        let text = value(of: token)
        advance()
        return text
    }

    private mutating func stickyNote() {
        let start = token.range
        guard token(after: 1).kind == .word || token(after: 1).kind == .quotedName else {
            advance()
            return expected("the name of the note")
        }
        advance()
        guard let name = takeName() else { return }
        _ = settings(of: .stickyNote)
        var text = ""
        block(of: "note", from: start) { parser in text = parser.noteText() ?? text }
        tree.notes.append(StickyNoteSyntax(name: name, text: text))
    }

    private mutating func enumeration() {
        let start = token.range
        advance()
        guard let name = qualifiedName("the name of the enum") else { return }
        var enumeration = EnumSyntax(name: name)
        // On the line that opens the enum, spaces are enough between its values.
        var isOneLine = true
        block(of: "enum", from: start.through(previousRange)) { parser in
            if parser.isWord("note", parser.token), [.colon, .openBrace].contains(parser.token(after: 1).kind) {
                enumeration.note = parser.note()
                return
            }
            if parser.token.isFirstOnLine { isOneLine = false }
            repeat {
                guard let name = parser.takeName() else {
                    enumeration.isIncomplete = true
                    return parser.expected("a value of the enum")
                }
                enumeration.values.append(.init(name: name, settings: parser.settings(of: .enumValue)))
            } while !parser.isAtEndOfStatement && !parser.isWrong && isOneLine
        }
        tree.enums.append(enumeration)
    }

    private mutating func group() {
        let start = token.range
        advance()
        guard let name = takeName() else { return expected("the name of the group") }
        var group = GroupSyntax(name: name)
        group.settings = settings(of: .group)
        block(of: "group", from: start.through(name.range)) { parser in
            if parser.isWord("note", parser.token), [.colon, .openBrace].contains(parser.token(after: 1).kind) {
                group.note = parser.note()
            } else if let member = parser.qualifiedName("the name of a table") {
                group.members.append(member)
            }
        }
        tree.groups.append(group)
    }

    /// What a diagram shows is nothing that a specification says.
    private mutating func view() {
        let start = token.range
        advance()
        guard let name = takeName() else { return expected("the name of the view") }
        tree.views.append(name)
        _ = settings(of: .view)
        guard kind == .openBrace else { return expected("{") }
        var depth = 0
        repeat {
            if kind == .openBrace { depth += 1 }
            if kind == .closeBrace { depth -= 1 }
            if kind == .end {
                return report("unclosed-block", "nothing closes this view", start, fix: "write } after it")
            }
            advance()
        } while depth > 0
    }

    // MARK: Other files

    private mutating func use(isReexported: Bool) {
        let start = token.range
        advance()
        var items: [UseSyntax.Item]?
        if kind == .asterisk {
            advance()
        } else {
            var list: [UseSyntax.Item] = []
            block(of: "list", from: start) { parser in
                if let item = parser.useItem() { list.append(item) }
            }
            items = list
        }
        guard isWord("from", token) else { return expected("from") }
        advance()
        guard kind == .string else { return expected("the path of a file in single quotes") }
        let range = token.range
        let path = value(of: token)
        advance()
        tree.uses.append(UseSyntax(isReexported: isReexported, items: items, path: path, pathRange: range))
    }

    private mutating func useItem() -> UseSyntax.Item? {
        let word = token
        let kinds = UseSyntax.Item.Kind.allCases.map(\.rawValue)
        guard word.kind == .word, let kind = UseSyntax.Item.Kind(rawValue: text(word.range).lowercased()) else {
            expected("one of \(kinds.joined(separator: ", "))")
            return nil
        }
        advance()
        guard let name = qualifiedName("the name of what is used") else { return nil }
        guard isWord("as", token), !token.isFirstOnLine else { return .init(kind: kind, name: name) }
        advance()
        guard let alias = takeName() else {
            expected("another name")
            return nil
        }
        return .init(kind: kind, name: name, alias: alias)
    }
}
