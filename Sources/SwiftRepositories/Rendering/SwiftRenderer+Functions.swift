extension SwiftRenderer {
    mutating func render(_ function: FunctionDeclaration) {
        documentation(function.documentation)
        var head = prefix(function.access)
        if function.isStatic { head += "static " }
        head += function.name.hasPrefix("init") ? function.name : "func \(escaped(function.name))"
        var tail = ""
        if function.isAsync { tail += " async" }
        if let error = function.error { tail += " throws(\(error))" }
        if let result = function.result { tail += " -> \(result)" }
        let parameters = function.parameters.map(\.text)
        let flat = "\(head)(\(parameters.joined(separator: ", ")))\(tail)"
        guard !fits(flat + " {"), !parameters.isEmpty else {
            braces(flat, function.body)
            return
        }
        line(head + "(")
        indented { renderer in
            let packed = parameters.joined(separator: ", ")
            if renderer.fits(packed) {
                renderer.line(packed)
            } else {
                for (position, parameter) in parameters.enumerated() {
                    renderer.line(parameter + (position == parameters.count - 1 ? "" : ","))
                }
            }
        }
        braces(")" + tail, function.body)
    }

    /// `body` in braces behind `head`; a single short statement shares its line.
    mutating func braces(_ head: String, _ body: [SwiftStatement]?) {
        guard let body else { return line(head) }
        if body.isEmpty { return line(head + " {}") }
        if body.count == 1, case .line(let words, let expression) = body[0], !head.hasPrefix(")") {
            var room = room - head.utf8.count - words.utf8.count - 5
            expression.take(from: &room)
            if room >= 0 { return line("\(head) { \(words)\(expression.flat) }") }
        }
        line(head + " {")
        indented { renderer in
            for statement in body { renderer.render(statement) }
        }
        line("}")
    }

    private mutating func render(_ statement: SwiftStatement) {
        switch statement {
        case .line(let words, let expression): render(expression, after: words)
        case .block(let head, let statements): braces(head, statements)
        }
    }

    /// `expression` behind `words`, with one argument or element a line where one line is too short.
    mutating func render(_ expression: SwiftExpression, after words: String, closing: String = "") {
        var room = room - words.utf8.count - closing.utf8.count
        expression.take(from: &room)
        if room >= 0 { return line(words, expression, closing) }
        switch expression {
        case .text: line(words, expression, closing)
        case .call(_, let arguments) where arguments.isEmpty: line(words, expression, closing)
        case .array(let elements) where elements.isEmpty: line(words, expression, closing)
        case .call(let function, let arguments):
            line("\(words)\(function)(")
            indented { renderer in
                var room = renderer.room
                SwiftExpression.take(arguments, from: &room)
                if room >= 0 { return renderer.line(arguments) }
                for (position, argument) in arguments.enumerated() {
                    let label = argument.label.map { "\($0): " } ?? ""
                    renderer.render(
                        argument.value, after: label, closing: position == arguments.count - 1 ? "" : ",")
                }
            }
            line(")" + closing)
        case .array(let elements):
            line("\(words)[")
            indented { renderer in
                for element in elements {
                    renderer.render(element, after: "", closing: elements.count == 1 ? "" : ",")
                }
            }
            line("]" + closing)
        }
    }
}

extension FunctionDeclaration.Parameter {
    fileprivate var text: String {
        let names = label == name ? escaped(label) : "\(escapedLabel(label)) \(escaped(name))"
        return "\(names): \(type)" + (defaultValue.map { " = \($0)" } ?? "")
    }
}
