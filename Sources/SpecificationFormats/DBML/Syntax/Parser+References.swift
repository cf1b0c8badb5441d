extension Parser {
    mutating func reference() {
        let start = token.range
        advance()
        var name: NameSyntax?
        if kind != .colon, kind != .openBrace {
            // A schema before the name means nothing.
            name = qualifiedName("a name, : or {")?.name
            if name == nil { return }
        }
        if kind == .openBrace {
            block(of: "reference", from: start) { parser in parser.connection(name: name, from: start) }
        } else if kind == .colon {
            advance()
            connection(name: name, from: start)
        } else {
            expected(": or {")
        }
    }

    private mutating func connection(name: NameSyntax?, from start: Range<UInt32>) {
        guard let left = endpoint() else { return }
        guard let kind = referenceOperator() else { return expected("<, >, - or <>") }
        guard let right = endpoint() else { return }
        var reference = ReferenceSyntax(
            name: name, left: left, kind: kind, right: right, range: left.range.through(right.range))
        reference.settings = settings(of: .reference)
        tree.references.append(reference)
    }

    private mutating func referenceOperator() -> ReferenceOperator? {
        let found: ReferenceOperator
        switch kind {
        case .less: found = .oneToMany
        case .greater: found = .manyToOne
        case .minus: found = .oneToOne
        case .lessGreater: found = .manyToMany
        default: return nil
        }
        advance()
        return found
    }

    mutating func inlineReference() -> ValueSyntax? {
        guard let kind = referenceOperator() else {
            expected("<, >, - or <>")
            return nil
        }
        return endpoint().map { .reference(kind, $0) }
    }

    private mutating func endpoint() -> EndpointSyntax? {
        let start = token.range
        guard var names = path("a column such as users.id") else { return nil }
        var columns: [NameSyntax] = []
        if kind == .dot, token(after: 1).kind == .openParenthesis {
            advance()
            advance()
            repeat {
                guard let name = takeName() else {
                    expected("the name of a column")
                    return nil
                }
                columns.append(name)
            } while takeAnywhere(.comma)
            guard takeAnywhere(.closeParenthesis) else {
                expected(", or )")
                return nil
            }
        } else if names.count > 1 {
            columns = [names.removeLast()]
        } else {
            report(
                "missing-column", "a reference names a table and a column", start.through(previousRange),
                fix: "write \(names[0].text).id, or another column")
            return nil
        }
        guard let table = qualified(names) else { return nil }
        return EndpointSyntax(table: table, columns: columns, range: start.through(previousRange))
    }
}
