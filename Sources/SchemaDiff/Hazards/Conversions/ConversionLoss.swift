/// Values that a conversion changes without a word, or at which it fails; the conditions are about the old values.
struct ConversionLoss {
    /// A clause about them, such as "values that aren't whole numbers stop the migration".
    var what: String
    /// The values that it happens to; nil where no short question tells them.
    var condition: (@Sendable (_ column: String) -> String)?
}

extension Conversion {
    /// What is changed or cut off silently: an explicit cast, which is what berry writes, does so.
    var loss: ConversionLoss? {
        guard !keepsEveryValue else { return nil }
        if from.isText, to.isText, let length = to.length {
            return ConversionLoss(what: "values longer than \(length) characters are cut off") {
                "char_length(\($0)::text) > \(length)"
            }
        }
        if from.integers != nil, to.integers != nil { return nil }
        let isReal = ["real", "double precision"].contains(from.base)
        if !from.isArray, isReal || from.base == "numeric", to.integers != nil || to.base == "numeric" {
            if !isReal, !from.arguments.isEmpty, to.scale >= from.scale { return nil }
            if to.base == "numeric", to.arguments.isEmpty {
                return ConversionLoss(what: "values are kept to 15 digits at most")
            }
            let scale = to.scale
            return ConversionLoss(what: "values are rounded to \(places(scale))") {
                "\($0)::numeric <> round(\($0)::numeric, \(scale))"
            }
        }
        if from.integers != nil, to.base == "numeric", !to.isArray { return nil }
        let exact = ["real": 16_777_216, "double precision": 9_007_199_254_740_992]
        if from.integers != nil, !to.isArray, let largest = exact[to.base] {
            return ConversionLoss(what: "values that are too large lose their last digits") {
                "\($0) not between -\(largest) and \(largest)"
            }
        }
        let zones: Set = ["timestamp with time zone", "timestamp without time zone", "date"]
        if !from.isArray, !to.isArray, zones.contains(from.base), zones.contains(to.base) {
            if from.base == to.base || to.base == "date" {
                let type = to.text
                return ConversionLoss(
                    what: "values lose \(to.base == "date" ? "the time of the day" : "fractions of a second")"
                ) {
                    "\($0)::\(type) is distinct from \($0)"
                }
            }
            return ConversionLoss(what: "values are read in the time zone of whoever runs the migration")
        }
        if isParsed { return nil }
        return ConversionLoss(what: "values may not come through the conversion as they are")
    }

    /// What makes the statement fail.
    var rejection: ConversionLoss? {
        guard !keepsEveryValue else { return nil }
        if let range = to.integers, !from.isArray {
            if from.integers != nil || ["numeric", "real", "double precision"].contains(from.base) {
                // The least number of a bigint has no literal of its own.
                let least = range.lowerBound == Int.min ? "\(Int.min + 1) - 1" : "\(range.lowerBound)"
                let isWhole = from.integers != nil
                return ConversionLoss(what: "values that don't fit stop the migration") {
                    let value = isWhole ? $0 : "round(\($0)::numeric)"
                    return "\(value) not between \(least) and \(range.upperBound)"
                }
            }
            if from.isText {
                return ConversionLoss(what: "values that aren't whole numbers stop the migration") {
                    "\($0)::text !~ '^\\s*[-+]?[0-9]+\\s*$'"
                }
            }
        }
        if to.base == "numeric", !to.isArray, !from.isArray, let digits = to.integerDigits, !holdsAllDigits(digits),
            from.integers != nil || ["numeric", "real", "double precision"].contains(from.base)
        {
            let scale = to.scale
            return ConversionLoss(what: "values with more than \(digits) digits before the point stop the migration") {
                "\($0)::numeric <> 'NaN' and abs(round(\($0)::numeric, \(scale))) >= 1e\(digits)::numeric"
            }
        }
        if from.isText, to.base == "uuid", !to.isArray {
            return ConversionLoss(what: "values that aren't a uuid stop the migration") {
                "\($0)::text !~* '^\\{?([0-9a-f]{4}-?){7}[0-9a-f]{4}\\}?$'"
            }
        }
        return isParsed ? ConversionLoss(what: "values that can't be read as \(to.shortText) stop the migration") : nil
    }

    private func places(_ scale: Int) -> String {
        scale == 0 ? "whole numbers" : scale == 1 ? "one decimal place" : "\(scale) decimal places"
    }

    private func holdsAllDigits(_ digits: Int) -> Bool { from.integerDigits.map { $0 <= digits } ?? false }

    /// Whether text is read as another type, which either succeeds or stops the migration.
    private var isParsed: Bool { from.isText && !from.isArray && !to.isText }
}

extension TypeName {
    /// For people: without the schema `public`.
    var shortText: String { text.hasPrefix("public.") ? String(text.dropFirst("public.".count)) : text }

    /// As SQL writes it.
    var text: String {
        let list = arguments.isEmpty ? "" : "(\(arguments.map(String.init).joined(separator: ",")))"
        let brackets = isArray ? "[]" : ""
        // The precision of a time stands before its zone.
        guard base.hasSuffix(" time zone"), let space = base.firstIndex(of: " ") else { return base + list + brackets }
        return base[..<space] + list + base[space...] + brackets
    }
}
