internal import DomainModel
internal import Expressions
internal import Specification

extension ValueMaker {
    /// Proposals from natural to odd; the first that the type and the bounds admit is taken.
    func number(_ number: Int) -> SeedValue? {
        if let value = admitted(topical(number)) ?? admitted(topicalWhole(number)) ?? admitted(String(number + 1)) {
            return value
        }
        let steps = scale == 0 ? ["1"] : ["1", "0." + String(repeating: "0", count: scale - 1) + "1"]
        for (bound, sign) in [(attribute.minimum?.text, "+"), (attribute.maximum?.text, "-"), ("0", "+")] {
            guard let bound else { continue }
            for step in steps {
                // Whatever the bounds, the steps start over at some point, so that narrow ranges are filled too.
                for count in [number, number % 10, number % 4, number % 2] {
                    if let value = admitted(moved(bound, sign, count, step)) { return value }
                }
            }
        }
        return admitted("0") ?? admitted(attribute.minimum?.text) ?? admitted(attribute.maximum?.text)
    }

    /// `text` as a number of this column, if its type and bounds hold it.
    func admitted(_ text: String?) -> SeedValue? {
        guard let text, let exact = ExactNumber(text) else { return nil }
        if let least = attribute.minimum {
            guard let bound = ExactNumber(least.text), exact >= bound else { return nil }
        }
        if let greatest = attribute.maximum {
            guard let bound = ExactNumber(greatest.text), exact <= bound else { return nil }
        }
        let element: ColumnKind = if case .list(let inner) = kind { inner } else { kind }
        return element.stored(.decimal(exact)) == nil ? nil : .number(text)
    }

    private var scale: Int {
        switch attribute.type {
        case .decimal(_, let scale): min(scale, 6)
        case .float: 2
        default: 0
        }
    }

    /// `bound ± count * step`, computed exactly.
    private func moved(_ bound: String, _ sign: String, _ count: Int, _ step: String) -> String? {
        guard let expression = try? Expression(sql: "(\(bound)) \(sign) \(count) * \(step)") else {
            return nil
        }
        switch expression.evaluate(row: { _ in nil }) {
        case .integer(let value): return String(value)
        case .decimal(let value): return value.description
        default: return nil
        }
    }

    /// What the column's name makes one expect.
    private func topical(_ number: Int) -> String {
        switch words.last ?? "" {
        case "price", "cost", "amount", "total", "fee", "salary", "subtotal", "tax", "budget", "balance",
            "value":
            guard scale >= 1 else { return topicalWhole(number) }
            let value = Self.hundredths[number % Self.hundredths.count] + 100 * (number / Self.hundredths.count)
            let digits = scale == 1 ? Self.padded(value / 10, 2) : Self.padded(value, 3)
            return "\(digits.dropLast(min(scale, 2))).\(digits.suffix(min(scale, 2)))"
        case "lat", "latitude": return scale == 0 ? "\(47 + number % 8)" : "\(47 + number % 8).25"
        case "lng", "lon", "longitude": return scale == 0 ? "\(8 + number % 9)" : "\(8 + number % 9).5"
        case "weight", "height", "width", "length", "distance":
            return scale > 0 ? "\(number + 1).5" : "\(number + 1)"
        default: return topicalWhole(number)
        }
    }

    private func topicalWhole(_ number: Int) -> String {
        let value =
            switch words.last ?? "" {
            case "quantity", "qty", "seats", "guests": number % 4 + 1
            case "rating", "stars", "priority", "level", "score": number % 5 + 1
            case "percent", "percentage", "rate", "discount", "progress": number % 10 * 10 + 5
            case "stock", "inventory", "capacity", "credits", "points": number * 7 % 60 + 10
            case "year": 2015 + number
            case "age": 20 + number * 7 % 50
            case "minutes", "duration": 15 * (number % 8 + 1)
            case "price", "cost", "amount", "total", "fee", "salary", "budget": 10 * (number % 20 + 1)
            case "position", "order", "rank", "sequence", "sort": number
            default: number + 1
            }
        return String(value)
    }

    private static let hundredths = [1250, 490, 1999, 750, 3200, 1095, 599, 2450, 890, 1500, 4275, 999]
}
