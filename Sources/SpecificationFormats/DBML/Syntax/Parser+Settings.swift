internal import Diagnostics

/// What settings there are, by what they belong to.
enum SettingOwner: Sendable {
    case table, partial, column, index, check, reference, enumValue, group, stickyNote, view

    var known: [String] {
        switch self {
        case .table: ["headercolor", "note"]
        case .partial: ["headercolor", "note"]
        case .column:
            ["pk", "primary key", "null", "not null", "unique", "increment", "default", "note", "check", "ref"]
        case .index: ["pk", "unique", "name", "type", "note"]
        case .check: ["name"]
        case .reference: ["delete", "update", "color", "inactive"]
        case .enumValue: ["note"]
        case .group: ["color", "note"]
        case .stickyNote: ["color", "headercolor"]
        case .view: []
        }
    }

    /// What a setting's value has to be; nil for one that has none.
    func value(of setting: String) -> SettingValueKind? {
        switch setting {
        case "note", "name": .text
        case "headercolor", "color": .color
        case "default": .value
        case "check": .expression
        case "ref": .reference
        case "type", "delete", "update": .words
        default: nil
        }
    }
}

/// What kind of value a setting has.
enum SettingValueKind: Sendable {
    case text, color, value, expression, reference, words

    func accepts(_ value: ValueSyntax) -> Bool {
        switch (self, value) {
        case (.text, .string), (.color, .color), (.color, .words), (.expression, .expression),
            (.reference, .reference), (.words, .words), (.words, .path):
            true
        case (.text, .path(let names)): names.count == 1
        case (.value, .number), (.value, .string), (.value, .expression), (.value, .path): true
        // A word is a constant, or the value of an enum.
        case (.value, .words(let words)): !words.contains(" ")
        default: false
        }
    }

    var description: String {
        switch self {
        case .text: "a text in single quotes"
        case .color: "a color such as #336699"
        case .value: "a number, a text, true, false, null or an expression in backticks"
        case .expression: "an expression in backticks"
        case .reference: "a reference such as > users.id"
        case .words: "a word"
        }
    }
}

extension Parser {
    /// The settings between brackets, if there are any on this line.
    mutating func settings(of owner: SettingOwner) -> [SettingSyntax] {
        guard kind == .openBracket, !token.isFirstOnLine else { return [] }
        let start = token.range
        advance()
        var settings: [SettingSyntax] = []
        while kind != .closeBracket {
            if kind == .end || kind == .closeBrace {
                report("unclosed-settings", "nothing closes these settings", start, fix: "write ] after them")
                return settings
            }
            if let setting = setting(of: owner) { settings.append(setting) }
            if kind == .comma {
                advance()
            } else if kind != .closeBracket, !closesHere(start) {
                return settings
            }
        }
        advance()
        refuseRepeated(settings)
        return settings
    }

    /// Behind a setting that neither a comma nor a bracket follows: whether the list goes on nevertheless.
    private mutating func closesHere(_ start: Range<UInt32>) -> Bool {
        if isAtEndOfStatement {
            if !isWrong {
                report("unclosed-settings", "nothing closes these settings", start, fix: "write ] after them")
            }
            return false
        }
        expected(", or ]")
        while kind != .comma, kind != .closeBracket {
            if isAtEndOfStatement { return false }
            advance()
        }
        if kind == .comma { advance() }
        return true
    }

    private mutating func refuseRepeated(_ settings: [SettingSyntax]) {
        guard settings.count > 1 else { return }
        for (index, setting) in settings.enumerated() where setting.name != "ref" && setting.name != "check" {
            if settings[..<index].contains(where: { $0.name == setting.name }) {
                report("duplicate-setting", "'\(setting.name)' is set twice", setting.nameRange, fix: "leave one out")
                return
            }
        }
    }

    private mutating func setting(of owner: SettingOwner) -> SettingSyntax? {
        guard kind == .word else {
            expected("a setting")
            return nil
        }
        let start = token.range
        advance()
        while kind == .word, !token.isFirstOnLine { advance() }
        let range = start.through(previousRange)
        var name = text(range)
        if !owner.known.contains(name) {
            name = name.lowercased()
            if !owner.known.contains(name) {
                name = name.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
            }
        }
        var setting = SettingSyntax(name: name, nameRange: range, value: nil, valueRange: range)
        if kind == .colon {
            advance()
            let first = token.range
            guard let value = settingValue(of: name) else { return nil }
            setting.value = value
            setting.valueRange = first.through(previousRange)
        }
        return check(setting, of: owner) ? setting : nil
    }

    private mutating func check(_ setting: SettingSyntax, of owner: SettingOwner) -> Bool {
        guard owner.known.contains(setting.name) else {
            // A list that nothing closes goes on with the next line.
            guard !isWrong else { return false }
            let suggestion = nearest(to: setting.name, among: owner.known)
            report(
                "unknown-setting", "there is no setting '\(setting.name)' here", setting.nameRange,
                notes: suggestion == nil && !owner.known.isEmpty
                    ? [.init("there are \(owner.known.joined(separator: ", "))")] : [],
                fix: suggestion.map { "write '\($0)'" })
            return false
        }
        switch (owner.value(of: setting.name), setting.value) {
        case (nil, nil): return true
        case (nil, .some):
            report("setting-value", "'\(setting.name)' has no value", setting.valueRange, fix: "leave it out")
            return false
        case (let kind?, nil):
            report(
                "setting-value", "'\(setting.name)' needs a value: \(kind.description)", setting.nameRange,
                fix: "write it after a colon")
            return false
        case (let kind?, let value?):
            if kind.accepts(value) { return true }
            report("setting-value", "'\(setting.name)' has \(kind.description) for a value", setting.valueRange)
            return false
        }
    }

    /// The value after a colon, or of a record; nil, and a diagnostic, where there is none.
    mutating func settingValue(of setting: String) -> ValueSyntax? {
        if setting == "ref" { return inlineReference() }
        let token = token
        switch token.kind {
        case .string, .longString:
            let text = value(of: token)
            advance()
            return .string(text)
        case .expression:
            let text = value(of: token)
            advance()
            return .expression(text)
        case .color:
            advance()
            return .color(text(token.range))
        case .number:
            advance()
            return .number(text(token.range))
        case .minus, .plus:
            advance()
            guard kind == .number else {
                expected("a number")
                return nil
            }
            let digits = text(self.token.range)
            advance()
            return .number(token.kind == .minus ? "-" + digits : digits)
        case .quotedName: return path("a value").map(ValueSyntax.path)
        case .word:
            if self.token(after: 1).kind == .dot { return path("a value").map(ValueSyntax.path) }
            advance()
            while kind == .word, !self.token.isFirstOnLine { advance() }
            return .words(text(token.range.through(previousRange)))
        default:
            expected("a value")
            return nil
        }
    }
}
