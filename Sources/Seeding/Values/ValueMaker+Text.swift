internal import DomainModel
internal import Expressions

extension ValueMaker {
    func text(_ place: RowPlace, _ variant: Int) -> SeedValue? {
        let number = place.number + variant
        let person = variant == 0 && place.number < people.count ? people[place.number] : nil
        if let person, let own = Self.text(of: person, for: attribute, words), isFitting(own) {
            return .text(own)
        }
        let natural =
            switch attribute.type {
            case .email: person?.email ?? email(number)
            case .url: "https://example.com/\(Self.slug(TextTopic.names, number))"
            case .slug: Self.slug(TextTopic.titles, number)
            case .phone:
                "+1 202 555 01" + Self.padded(number % 100, 2) + (number >= 100 ? String(number / 100) : "")
            case .color: "#" + Self.padded(String(hash.number(number) & 0xFF_FFFF, radix: 16), 6)
            case .currency(let only): only ?? ["USD", "EUR", "GBP", "JPY"][hash.offset(below: 4)]
            case .file: "examples/\(Self.slug(TextTopic.titles, number)).pdf"
            case .image: "examples/\(Self.slug(TextTopic.titles, number)).jpg"
            case .timeZone: TextTopic.timeZones[number % TextTopic.timeZones.count]
            default: Self.numbered(texts, number)
            }
        if isFitting(natural) { return .text(natural) }
        if attribute.type == .text { return fitted(natural, number).map(SeedValue.text) }
        return otherForms(of: natural, number).first(where: isFitting).map(SeedValue.text)
    }

    /// What a person's profile says.
    private static func text(
        of person: SeedAccount, for attribute: DomainModel.Attribute, _ words: [String]
    ) -> String? {
        switch attribute.signUpSource {
        case .email: return person.email
        case .phone: return person.phone
        case .metadata, nil: break
        }
        switch (attribute.type, words.last) {
        case (.email, _): return person.email
        case (.phone, _): return person.phone
        case (.slug, _): return person.handle
        case (.text, "name") where words.first == "first" || words.first == "given": return person.firstName
        case (.text, "name") where words.first == "last" || words.first == "family": return person.lastName
        case (.text, "username"), (.text, "handle"), (.text, "login"), (.text, "nickname"):
            return person.handle
        case (.text, "name"): return words.first == "user" ? person.handle : person.name
        case (.text, "email"): return person.email
        default: return nil
        }
    }

    private func email(_ number: Int) -> String {
        let (first, last) = SeedAccount.people[number % SeedAccount.people.count]
        let round = number / SeedAccount.people.count
        return "\(first).\(last)\(round == 0 ? "" : String(round + 1))@example.com".lowercased()
    }

    /// The element, and from the second round on its round: "Buy milk", …, "Buy milk 2".
    static func numbered(_ texts: [String], _ number: Int) -> String {
        guard !texts.isEmpty else { return "\(number + 1)" }
        let round = number / texts.count
        return texts[number % texts.count] + (round == 0 ? "" : " \(round + 1)")
    }

    private static func slug(_ texts: [String], _ number: Int) -> String {
        String(numbered(texts, number).lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }

    /// The same type of text within the attribute's lengths, the more readable first.
    private func otherForms(of natural: String, _ number: Int) -> [String] {
        let digits = String(number, radix: 36)
        let most = attribute.maxLength ?? .max
        switch attribute.type {
        case .email:
            let parts = Array(Self.padded(digits, 3).suffix(3))
            return ["\(digits)@a.io", "\(parts[2])@\(parts[1]).\(parts[0])"]
        case .url: return ["http://\(digits.suffix(max(0, most - 7)))"]
        case .slug where hasReasonableLength:
            return [Self.resized(natural, attribute.minLength ?? 0, most, number, joint: "-", end: "0")]
        default: return []
        }
    }

    /// Whether examples can be as long as they have to be.
    private var hasReasonableLength: Bool { attribute.minLength ?? 0 <= 10_000 }

    private func isFitting(_ text: String) -> Bool {
        Self.fits(text, attribute) && attribute.type.format?.matches(text) ?? true
    }

    /// Whether the text meets the attribute's lengths and pattern.
    static func fits(_ text: String, _ attribute: DomainModel.Attribute) -> Bool {
        let length = text.unicodeScalars.count
        return length >= attribute.minLength ?? 0 && length <= attribute.maxLength ?? .max
            && attribute.pattern?.matches(text) ?? true
    }

    /// `text` within the attribute's lengths and pattern; nil if none was found.
    private func fitted(_ text: String, _ number: Int) -> String? {
        guard hasReasonableLength else { return nil }
        var text = text
        var sentence = number
        while text.utf8.count + 10 < attribute.minLength ?? 0 {
            text +=
                (text.hasSuffix(".") ? " " : ". ") + TextTopic.sentences[sentence % TextTopic.sentences.count]
            sentence += 1
        }
        let resized = Self.resized(text, attribute.minLength ?? 0, attribute.maxLength ?? .max, number)
        if isFitting(resized) { return resized }
        guard let pattern = attribute.pattern else { return nil }
        let least = attribute.minLength ?? 0
        return pattern.example(seed: hash.number(number), length: least...max(least, attribute.maxLength ?? 1 << 32))
    }

    /// Lengthens by repeating behind a joint, which is never the last character; shortens by cutting. What is cut keeps
    /// a number at its end, so that texts which differ go on to differ as far as there is room.
    static func resized(
        _ text: String, _ least: Int, _ most: Int, _ number: Int, joint: Unicode.Scalar = " ",
        end: Unicode.Scalar = "."
    ) -> String {
        var scalars = Array(text.unicodeScalars)
        if scalars.count < least {
            let unit = scalars.isEmpty ? ["x"] : [joint] + scalars
            while scalars.count < least { scalars += unit }
            scalars.removeLast(scalars.count - max(least, 0))
            if scalars.last == joint { scalars[scalars.count - 1] = end }
        }
        if scalars.count > most {
            let suffix = Array(String(number, radix: 36).unicodeScalars.suffix(max(most, 0)))
            scalars = Array(scalars.prefix(max(0, most - suffix.count))) + suffix
        }
        return String(String.UnicodeScalarView(scalars))
    }

    static func padded(_ number: Int, _ width: Int) -> String { padded(String(number), width) }

    static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
