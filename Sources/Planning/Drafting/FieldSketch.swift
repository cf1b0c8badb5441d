internal import Naming
internal import Specification

/// Makes a field out of a noun phrase: its name, its type by the lexicon's nouns, its limits.
struct FieldSketch {
    let lexicon: Lexicon

    func field(_ noun: NounPhrase, _ necessity: Intent.Necessity? = nil) -> FieldDeclaration? {
        var field = FieldDeclaration()
        let words = name(of: noun)
        guard !words.isEmpty, let first = words.first?.first,
            first.isLetter || !words[0].isEmpty && words[0] != words[0].uppercased()
        else { return nil }
        field.name = camelCase(
            words.map { $0.filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }.joined(separator: "_"))
        guard field.name.first?.isLetter ?? false else { return nil }
        field.type = type(of: noun, words)
        switch noun.form {
        case .counter:
            field.name = camelCase((words + ["count"]).joined(separator: "_"))
            field.type = .integer
            field.required = true
            field.defaultValue = .literal(.number(Number("0")))
            field.min = Number("0")
        case .moment:
            let at = field.type == .date ? "on" : "at"
            field.name = camelCase((words + [at]).joined(separator: "_"))
        default: break
        }
        if noun.isList || field.type != .enum && isListOfValues(noun) { field.list = true }
        if field.type == .enum {
            field.values = values(of: noun, words).map { EnumValue($0) }
            if field.values.isEmpty { field.type = .text }
        }
        if let unit = noun.unit, unit.kind != .cents || true {
            field.description = unit.kind == .percent ? nil : "In \(unit.word)."
        }
        addLimits(&field, noun, words)
        if noun.traits.contains(.required) || necessity == .required, !noun.denied.contains(.required) {
            field.required = true
        }
        if noun.traits.contains(.optional) { field.required = nil }
        if noun.traits.contains(.unique), !noun.denied.contains(.unique), noun.within.isEmpty { field.unique = true }
        if noun.traits.contains(.indexed) { field.indexed = true }
        if let text = noun.defaultValue, let value = literal(text, for: field) {
            field.defaultValue = value
            field.required = noun.traits.contains(.optional) ? nil : true
        }
        return field
    }

    // MARK: Names

    /// The words of the field's name: without what only says that it is a field, in the singular unless it is a
    /// number of things or a text of several.
    func name(of noun: NounPhrase) -> [String] {
        var words = noun.words.flatMap { $0 == "e-mail" ? ["email"] : $0.split(separator: "-").map(String.init) }.map(
            Self.plain)
        if noun.isQuoted { return words }
        if lexicon.type(ofName: noun.words) == .slug { return ["slug"] }
        if noun.form == .counter, let last = words.last { return [base(last)] }
        if noun.form == .actor, let last = words.last { return [last, "by"] }
        while words.count > 1, let last = words.last {
            let isPluralTail =
                noun.isPlural && lexicon.isIn("values", last)
                && lexicon.defaultValues[lexicon.key(Array(words.dropLast()))] != nil
            let isFlag = last == "flag" || last == "checkbox" || last == "toggle" || last == "switch"
            let isGeneric = lexicon.isIn("generic", last) && lexicon.nounTypes[lexicon.key(words)] == nil
            guard isGeneric || isFlag || isPluralTail else { break }
            words.removeLast()
        }
        if noun.isPlural, !noun.isList, !isListOfValues(noun), let last = words.last, !keepsPlural(words), true {
            words[words.count - 1] = singularized(last)
        }
        return words
    }

    /// Names are written in ASCII: "résumé" is `resume`.
    private static func plain(_ word: String) -> String {
        String(word.flatMap { letter -> String in letters[letter] ?? (letter.isASCII ? String(letter) : "") })
    }

    private static let letters: [Character: String] = [
        "à": "a", "á": "a", "â": "a", "ã": "a", "å": "a", "ä": "ae", "æ": "ae", "ç": "c", "è": "e", "é": "e", "ê": "e",
        "ë": "e", "ì": "i", "í": "i", "î": "i", "ï": "i", "ñ": "n", "ò": "o", "ó": "o", "ô": "o", "õ": "o", "ö": "oe",
        "ø": "o", "ù": "u", "ú": "u", "û": "u", "ü": "ue", "ý": "y", "ÿ": "y", "ß": "ss", "ł": "l", "š": "s", "ž": "z",
        "č": "c", "ř": "r", "ő": "o", "ű": "u", "²": "2",
    ]

    private func base(_ participle: String) -> String {
        lexicon.verbForms[[participle]]?.lemma ?? Conjugation.base(ofParticiple: participle) ?? participle
    }

    /// Whether the plural is the name: "credits", "notes", "estimated hours", "preferences".
    private func keepsPlural(_ words: [String]) -> Bool {
        guard let last = words.last else { return false }
        if lexicon.pluralValues[lexicon.key([last])] != nil || lexicon.pluralValues[lexicon.key(words)] != nil {
            return true
        }
        if isUnit(last) { return true }
        let one = lexicon.nounTypes[lexicon.key([last])]
        return one == .integer || one == .json || one == .location || one == nil || one == .text && words.count == 1
    }

    /// Whether a noun counts something: "hours", "points", but not "items".
    func isUnit(_ word: String) -> Bool {
        guard let unit = lexicon.units[word] else { return false }
        return unit.kind != .count || lexicon.nounTypes[lexicon.key([word])] != nil
            || lexicon.pluralValues[lexicon.key([word])] == "integer"
    }

    private func isListOfValues(_ noun: NounPhrase) -> Bool {
        noun.isPlural && noun.form == .noun && noun.values.isEmpty
            && (lexicon.pluralValues[lexicon.key(noun.words.suffix(1))] == "keywords"
                || lexicon.pluralValues[lexicon.key(noun.words)] == "keywords")
    }

    // MARK: Types

    func type(of noun: NounPhrase, _ words: [String]) -> FieldType {
        if !noun.values.isEmpty { return .enum }
        if !noun.typeWords.isEmpty {
            if let type = lexicon.typeWord(noun.typeWords) ?? noun.typeWords.last.flatMap({ lexicon.typeWord([$0]) })
                ?? FieldType(rawValue: noun.typeWords.joined())
            {
                return type
            }
        }
        switch noun.form {
        case .moment: return .timestamp
        case .whether: return .boolean
        case .counter: return .integer
        default: break
        }
        if let unit = noun.unit ?? noun.measure?.unit {
            switch unit.kind {
            case .duration, .bytes, .count: return .integer
            case .cents: return .bigint
            case .measure, .money, .percent: return .decimal
            case .length, .words: return .text
            }
        }
        if let of = noun.words.firstIndex(where: { $0 == "per" || $0 == "of" }), of > 0,
            lexicon.nounTypes[lexicon.key(noun.words)] == nil
        {
            var head = noun
            head.words = Array(noun.words[..<of])
            return type(of: head, head.words)
        }
        guard let last = noun.words.last else { return .text }
        if ["flag", "checkbox", "toggle", "switch"].contains(last) { return .boolean }
        if noun.isList {
            return lexicon.type(ofName: words).flatMap {
                $0 == .integer || $0 == .text || $0 == .url || $0 == .email ? $0 : nil
            } ?? .text
        }
        if let plural = noun.isPlural
            ? lexicon.pluralValues[lexicon.key(words)] ?? lexicon.pluralValues[lexicon.key([last])] : nil
        {
            return plural == "keywords" ? .text : FieldType(rawValue: plural) ?? .text
        }
        if last == "at" { return lexicon.nounTypes[lexicon.key(words)] ?? .timestamp }
        if last == "on", words.count > 1 { return .date }
        if let type = lexicon.type(ofName: words) {
            // "a difficulty from 1 to 5", "a maximum group size"
            let isBounded = noun.measure.map { !$0.isLength && ($0.low != nil || $0.high != nil) } ?? false
            let isExtreme = words.count > 1 && lexicon.isIn("extremes", words[0])
            if type == .enum || type == .text, isBounded && type == .enum || isExtreme { return .integer }
            // What is called a number is a name, unless it is one of those that count.
            if type == .integer, last == "number", words.count > 1, lexicon.nounTypes[lexicon.key(words)] == nil,
                lexicon.nounTypes[lexicon.key(words.suffix(2).map { $0 })] == nil
            {
                return .text
            }
            // Only a text has a length of its own.
            if noun.measure?.isLength ?? false, [.phone, .url, .slug, .email].contains(type) { return .text }
            return type == .enum && lexicon.defaultValues[lexicon.key(words)] == nil ? .text : type
        }
        if lexicon.isIn("percent", last) { return .decimal }
        if let unit = lexicon.units[last], noun.isPlural, isUnit(last) {
            return unit.kind == .duration ? .decimal : .integer
        }
        if noun.measure.map({ !$0.isLength }) ?? false { return .integer }
        if isAdjective(noun) { return .boolean }
        return .text
    }

    /// Whether the name is a participle or starts like a question: "archived", "is public", "has parking".
    private func isAdjective(_ noun: NounPhrase) -> Bool {
        guard noun.words.count == 1, let word = noun.words.first,
            let verb = lexicon.verbForms[[word]]
                ?? (Conjugation.base(ofParticiple: word).map { VerbForm(lemma: $0, forms: .participle) })
        else {
            return ["is", "has", "can"].contains(noun.words.first ?? "")
        }
        return verb.forms.contains(.participle) && !verb.forms.contains(.base)
    }

    private func values(of noun: NounPhrase, _ words: [String]) -> [String] {
        let stated = noun.values.isEmpty ? lexicon.defaultValues[lexicon.key(words)] ?? [] : noun.values
        var seen: Set<String> = []
        return stated.map(value).filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// A value as it is kept: lower case, words joined by underscores.
    func value(_ text: String) -> String {
        snakeCase(text.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined())
    }

    // MARK: Limits and defaults

    private func addLimits(_ field: inout FieldDeclaration, _ noun: NounPhrase, _ words: [String]) {
        if let measure = noun.measure { Self.bound(&field, by: measure) }
        guard noun.measure == nil, noun.form == .noun else { return }
        let last = words.last ?? ""
        switch field.type {
        case .decimal:
            if ["percentage", "percent"].contains(last) || noun.unit?.kind == .percent {
                field.precision = 5
                field.scale = 2
                field.min = Number("0")
                field.max = Number("100")
            } else if ["price", "cost", "fee", "salary", "wage", "fare", "rent"].contains(last) {
                field.min = Number("0")
            }
        case .float where ["latitude", "lat"].contains(last):
            field.min = Number("-90")
            field.max = Number("90")
        case .float where ["longitude", "lng", "lon"].contains(last):
            field.min = Number("-180")
            field.max = Number("180")
        default: break
        }
    }

    /// Sets the limits of a field by an amount: characters of texts, values of numbers.
    static func bound(_ field: inout FieldDeclaration, by measure: Measure) {
        if field.type == .text || field.type == .url || field.type == .slug || field.type == .email
            || field.type == .phone
        {
            let low = measure.low.flatMap {
                Int($0.value).map { value in measure.low?.isOpen ?? false ? value + 1 : value }
            }
            let high = measure.high.flatMap {
                Int($0.value).map { value in measure.high?.isOpen ?? false ? value - 1 : value }
            }
            if let low { field.minLength = low == 0 ? nil : low }
            if let high { field.maxLength = high }
            return
        }
        guard [.integer, .bigint, .decimal, .float, .money].contains(field.type) else { return }
        if let low = measure.low { field.min = Number(closed(low, up: true, field)) }
        if let high = measure.high { field.max = Number(closed(high, up: false, field)) }
    }

    /// The nearest value inside an open bound: the next whole number, or the next of the field's decimals.
    private static func closed(_ bound: Measure.Bound, up: Bool, _ field: FieldDeclaration) -> String {
        guard bound.isOpen else { return bound.value }
        if field.type == .decimal || field.type == .money || field.type == .float {
            let scale = field.scale ?? 2
            guard let whole = Int(bound.value), scale > 0 else { return bound.value }
            let step = "0." + String(repeating: "0", count: scale - 1) + "1"
            let below = "." + String(repeating: "9", count: scale)
            return up
                ? (whole == 0 ? step : "\(whole)" + step.dropFirst())
                : (whole == 0 ? "-" + step : "\(whole - 1)" + below)
        }
        guard let whole = Int(bound.value) else { return bound.value }
        return String(up ? whole + 1 : whole - 1)
    }

    /// The words of a default as a value of the field's type; nil where they are none.
    func literal(_ text: String, for field: FieldDeclaration) -> DefaultValue? {
        let lower = text.lowercased()
        switch field.type {
        case .boolean:
            if ["true", "yes", "on", "enabled", "checked", "set", "1"].contains(lower) {
                return .literal(.boolean(true))
            }
            if ["false", "no", "off", "disabled", "unchecked", "unset", "0", "not"].contains(lower) {
                return .literal(.boolean(false))
            }
            let name = phrase(field.name)
            if lower == name || lower.hasSuffix(" " + name) && !lower.hasPrefix("not ") {
                return .literal(.boolean(true))
            }
            if lower == "not " + name
                || ["un", "in", "im", "non", "non-", "dis"].contains(where: { lower == $0 + name })
            {
                return .literal(.boolean(false))
            }
            return nil
        case .integer, .bigint, .decimal, .float, .money:
            return Double(lower) == nil ? nil : .literal(.number(Number(lower)))
        case .enum:
            let wanted = value(text)
            guard let match = field.values.first(where: { value($0.name) == wanted || $0.name.lowercased() == lower })
            else { return nil }
            return .literal(.string(match.name))
        case .timestamp, .localTimestamp:
            return isNow(lower) ? .sql("now()") : nil
        case .date:
            return isNow(lower) || lower == "today" ? .sql("current_date") : nil
        case .time, .json, .uuid, .bytes, .location, .vector, .custom, .image, .file, .duration, .ip: return nil
        default: return .literal(.string(text))
        }
    }

    private func isNow(_ text: String) -> Bool {
        [
            "now", "today", "current time", "current date", "current timestamp", "time of creation", "current moment",
            "present", "current day", "present time", "moment of creation",
        ].contains(text)
            || text.hasPrefix("current") || text.hasPrefix("today")
    }
}
