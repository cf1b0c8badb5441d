internal import DomainModel
internal import Expressions
internal import Naming

/// Makes the values of one attribute's column.
///
/// `variant` 0 is the value that suits the row best; the others serve when that one meets no unique or check.
///
/// A class, because every row asks for it and a copy of its many parts would cost more than most values.
final class ValueMaker: Sendable {
    let attribute: DomainModel.Attribute
    let kind: ColumnKind
    let hash: SeedHash
    /// The words of the column's name: `due`, `date`.
    let words: [String]
    let entity: String
    /// The values of the enumeration, if it is one.
    let choices: [String]
    /// The person whose profile each row is, on an account's profile.
    let people: [SeedAccount]
    let texts: [String]
    let moment: Moment
    /// The remainder of a row's number by five at which an optional value is missing, with all of its parts.
    private let gap: Int

    init(
        _ attribute: DomainModel.Attribute, sqlType: String, of entity: DomainModel.Entity, choices: [String],
        people: [SeedAccount]
    ) {
        self.attribute = attribute
        kind = ColumnKind(sqlType: sqlType)
        hash = SeedHash(entity.table, attribute.column)
        words = Naming.words(of: attribute.column)
        let whole = attribute.compound.map { SeedHash(entity.table, $0.name) } ?? hash
        gap = 4 - whole.offset(below: 5)
        self.entity = entity.name
        self.choices = choices
        self.people = entity.isAccount ? people : []
        let topical = attribute.type == .text ? TextTopic.texts(for: words, of: entity.name) : []
        let fitting = topical.filter { Self.fits($0, attribute) }
        texts = fitting.isEmpty ? topical : fitting
        moment = Moment(words)
    }

    /// Nil when no value meets the attribute's own bounds.
    func value(at place: RowPlace, variant: Int) -> SeedValue? {
        // A profile repeats what its account has.
        let isAccounts = attribute.signUpSource == .email || attribute.signUpSource == .phone
        let isAbsent =
            !attribute.isRequired && !isAccounts && variant == 0 && place.number % 5 == gap
        if isAbsent { return .null }
        guard attribute.isList else { return scalar(place, variant) }
        let count = (place.number + variant + hash.offset(below: 4)) % 4
        var elements: [SeedValue] = []
        for position in 0..<count {
            var inner = place
            inner.number = place.number * 3 + position
            inner.index = place.index + position
            guard let element = scalar(inner, variant) else { return nil }
            if !elements.contains(element) { elements.append(element) }
        }
        return .list(elements)
    }

    private func scalar(_ place: RowPlace, _ variant: Int) -> SeedValue? {
        let number = place.number + variant
        switch attribute.type {
        case .text, .email, .url, .slug, .phone, .color, .currency, .file, .image, .timeZone:
            return text(place, variant)
        case .integer, .bigint, .float, .decimal: return self.number(number)
        case .boolean: return .boolean((place.index + variant + hash.offset(below: 2)) % 2 == 0)
        case .uuid: return .text(hash.uuid(number))
        case .json: return .object([.init("note", .text("Example \(number + 1)"))])
        case .ip: return .text("192.0.2.\(number % 254 + 1)")
        case .bytes:
            let digits = String(hash.number(number) & 0xFFFF_FFFF, radix: 16)
            return .text("\\x" + String(repeating: "0", count: 8 - digits.utf8.count) + digits)
        case .date, .time, .timestamp, .localTimestamp: return time(number)
        case .duration: return .text("PT\(15 * (number + 1))M")
        case .custom(let type): return custom(type, number)
        case .vector(let dimensions):
            // Lengths of about one, as models make them.
            let numbers = (0..<dimensions).map { Double(hash.number(number, UInt64($0)) % 2001) / 1000 - 1 }
            return .text("[\(numbers.map { "\($0)" }.joined(separator: ","))]")
        case .enumeration:
            guard !choices.isEmpty else { return nil }
            return .text(choices[(place.index + variant) % choices.count])
        }
    }

    /// A value of the types that schemas take from PostgreSQL most often; nil for every other.
    private func custom(_ type: String, _ number: Int) -> SeedValue? {
        let name = type.prefix { $0 != "(" }.split(separator: ".").last.map(String.init) ?? type
        switch name {
        case "varchar", "character varying", "char", "character", "bpchar", "citext", "name":
            return .text(String(number + 1))
        case "smallint", "int2", "int", "int4", "int8", "real", "float4", "float8", "numeric", "decimal":
            return .number(String(number + 1))
        default: return nil
        }
    }
}
