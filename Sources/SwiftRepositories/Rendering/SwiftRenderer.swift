/// Writes Swift declarations as text: indented by four spaces, broken at 110 columns, and such that
/// `swift format lint` has nothing to say about it.
struct SwiftRenderer {
    static let lineLength = 110

    private(set) var bytes: [UInt8] = []
    private var depth = 0

    static func render(_ file: SwiftFile) -> [UInt8] {
        var renderer = SwiftRenderer()
        renderer.bytes.reserveCapacity(4_096)
        renderer.render(file)
        return renderer.bytes
    }

    mutating func render(_ file: SwiftFile) {
        for text in GeneratedHeader.lines { line("// " + text) }
        let head = bytes.count
        for declaration in file.declarations {
            blankLine()
            render(declaration)
        }
        guard FoundationUse.isFound(in: bytes[head...]) else { return }
        let text = "\n" + GeneratedHeader.foundationImport.map { $0 + "\n" }.joined()
        bytes.insert(contentsOf: text.utf8, at: head)
    }

    // MARK: Lines

    mutating func line(_ text: String) {
        indent()
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func line(_ words: String, _ expression: SwiftExpression, _ closing: String) {
        indent()
        bytes.append(contentsOf: words.utf8)
        expression.write(to: &bytes)
        bytes.append(contentsOf: closing.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func line(_ arguments: [SwiftExpression.Argument]) {
        indent()
        SwiftExpression.write(arguments, to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func indent() {
        for _ in 0..<depth * 4 { bytes.append(UInt8(ascii: " ")) }
    }

    mutating func blankLine() { bytes.append(UInt8(ascii: "\n")) }

    mutating func indented(_ body: (inout SwiftRenderer) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// How much of a line is left behind its indentation.
    var room: Int { Self.lineLength - depth * 4 }

    /// Whether `text` fits in what is left of a line.
    func fits(_ text: String) -> Bool { text.utf8.count <= room }

    mutating func documentation(_ paragraphs: [String]) {
        for (position, paragraph) in paragraphs.enumerated() {
            if position > 0 { line("///") }
            for text in DocumentationText.lines(of: paragraph, width: Self.lineLength - depth * 4 - 4) {
                line(text.isEmpty ? "///" : "/// " + text)
            }
        }
    }

    // MARK: Declarations

    mutating func render(_ declaration: Declaration) {
        switch declaration {
        case .type(let type): render(type)
        case .variable(let variable): render(variable)
        case .function(let function): render(function)
        case .enumCase(let enumCase): render(enumCase)
        }
    }

    private mutating func render(_ type: TypeDeclaration) {
        documentation(type.documentation)
        let conformances = type.conformances.isEmpty ? "" : ": " + type.conformances.joined(separator: ", ")
        let head = "\(prefix(type.access))\(type.kind.rawValue) \(type.name)\(conformances)"
        if type.members.isEmpty {
            line(head + " {}")
            return
        }
        line(head + " {")
        indented { renderer in renderer.members(type.members) }
        line("}")
    }

    /// Plain variables and cases stand together; everything else has a blank line around it.
    private mutating func members(_ members: [Declaration]) {
        var previous: Declaration?
        for member in members {
            if let previous, !(previous.isPlain && member.isPlain && previous.isCase == member.isCase) {
                blankLine()
            }
            render(member)
            previous = member
        }
    }

    private mutating func render(_ enumCase: EnumCaseDeclaration) {
        documentation(enumCase.documentation)
        let name = escaped(enumCase.name)
        line(
            enumCase.rawValue == enumCase.name
                ? "case \(name)" : "case \(name) = \(stringLiteral(enumCase.rawValue))")
    }

    private mutating func render(_ variable: VariableDeclaration) {
        documentation(variable.documentation)
        var head = prefix(variable.access)
        if variable.isStatic { head += "static " }
        head += variable.isConstant ? "let " : "var "
        head += escaped(variable.name)
        if let type = variable.type { head += ": \(type)" }
        if let getter = variable.getter {
            braces(head, getter)
        } else if let value = variable.value {
            render(value, after: head + " = ")
        } else {
            line(head)
        }
    }

    func prefix(_ access: Access) -> String { access == .internal ? "" : access.rawValue + " " }
}

extension Declaration {
    /// Whether it takes one line and has no documentation.
    fileprivate var isPlain: Bool {
        switch self {
        case .enumCase(let enumCase): enumCase.documentation.isEmpty
        case .variable(let variable): variable.documentation.isEmpty && variable.getter == nil
        case .type, .function: false
        }
    }

    fileprivate var isCase: Bool {
        if case .enumCase = self { true } else { false }
    }
}
