/// What becomes of a column's values when its type changes (manual, "Type Conversion" and ALTER TABLE).
struct Conversion {
    var from: TypeName
    var to: TypeName

    init(from: String, to: String) {
        self.from = TypeName(from)
        self.to = TypeName(to)
    }

    /// A closed list: whether every value of the old type is one of the new type, and stays the same.
    var keepsEveryValue: Bool {
        if from == to { return true }
        if from.isArray || to.isArray {
            guard from.isArray, to.isArray else { return to.isUnboundedText }
            var elements = self
            elements.from.isArray = false
            elements.to.isArray = false
            return elements.keepsEveryValue
        }
        if to.isUnboundedText { return true }
        if let old = from.integers, let new = to.integers { return new.contains(old.lowerBound) }
        switch (from.base, to.base) {
        case ("character varying", "character varying"), ("character", "character"), ("character", "character varying"),
            ("bit varying", "bit varying"), ("bit", "bit varying"):
            return holdsLength
        case ("numeric", "numeric"), ("smallint", "numeric"), ("integer", "numeric"), ("bigint", "numeric"):
            return to.arguments.isEmpty || holdsDigits && to.scale >= from.scale
        case ("smallint", "real"), ("smallint", "double precision"), ("integer", "double precision"),
            ("real", "double precision"), ("date", "timestamp without time zone"), ("cidr", "inet"), ("jsonb", "json"):
            return to.arguments.isEmpty
        default:
            // A time without a precision has six digits.
            return from.isTime && from.base == to.base && (to.length ?? 6) >= (from.length ?? 6)
        }
    }

    private var holdsLength: Bool {
        guard let new = to.length else { return true }
        return from.length.map { $0 <= new } ?? false
    }

    private var holdsDigits: Bool {
        guard let old = from.integerDigits, let new = to.integerDigits else { return false }
        return old <= new
    }

    /// Whether PostgreSQL writes the table anew; it doesn't where the old bytes are right for the new type.
    ///
    /// Between times with and without a zone, it depends on the time zone of whoever asks; that counts as a rewrite.
    var rewrites: Bool {
        if from == to { return false }
        if from.isArray || to.isArray { return true }
        switch (from.base, to.base) {
        case ("character varying", "character varying"), ("bit varying", "bit varying"): return !holdsLength
        case ("numeric", "numeric"): return !(to.arguments.isEmpty || holdsDigits && to.scale == from.scale)
        case ("character varying", "text"), ("text", "character varying"), ("bit", "bit varying"), ("xml", "text"),
            ("xml", "character varying"):
            return !to.arguments.isEmpty
        case ("cidr", "inet"): return false
        default: return !(from.isTime && keepsEveryValue)
        }
    }

    /// Whether a program that reads and writes the old type goes on with the new one.
    var keepsClients: Bool {
        keepsEveryValue && (from.base == to.base && from.isArray == to.isArray || from.isText && to.isText)
    }
}
