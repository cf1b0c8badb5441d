/// A function that an expression may call.
///
/// Only functions of ``all`` can be made, so a tree can't hold a call of anything else: nothing that reads files,
/// settings or catalogs, writes, waits, or draws from a sequence.
public struct Function: Sendable, Hashable {
    public let name: String
    /// At least one; functions of several argument kinds have several.
    public let signatures: [Signature]

    /// The function called `name`, in lower case; nil if it isn't one of ``all``.
    public init?(_ name: String) {
        guard let function = Self.byName[name] else { return nil }
        self = function
    }

    private init(name: String, signatures: [Signature]) {
        self.name = name
        self.signatures = signatures
    }

    /// One way of calling a function.
    public struct Signature: Sendable, Hashable {
        /// Those that may be left out, from the right, number ``optional``.
        public var parameters: [Parameter]
        public var optional: Int
        /// Whether the last parameter may be given any number of times.
        var isVariadic: Bool
        public var result: Parameter
        public var volatility: Volatility

        /// The counts of arguments that fit.
        public var counts: ClosedRange<Int> {
            (parameters.count - optional)...(isVariadic ? 100 : parameters.count)
        }

        func parameter(_ index: Int) -> Parameter { parameters[min(index, parameters.count - 1)] }
    }

    /// What an argument may be, or what a result is.
    public enum Parameter: Sendable, Hashable {
        case kind(ValueKind)
        /// The kind that all arguments marked so have in common.
        case same
        /// An array whose elements are of that kind.
        case arrayOfSame
    }

    func accepts(count: Int) -> Bool { signatures.contains { $0.counts.contains(count) } }

    /// `2 or 3 arguments`
    var countDescription: String {
        let least = signatures.map(\.counts.lowerBound).min() ?? 0
        let most = signatures.map(\.counts.upperBound).max() ?? 0
        if signatures.contains(where: \.isVariadic) {
            return "at least \(least) argument\(least == 1 ? "" : "s")"
        }
        if least == most { return most == 0 ? "no arguments" : "\(most) argument\(most == 1 ? "" : "s")" }
        return least + 1 == most ? "\(least) or \(most) arguments" : "\(least) to \(most) arguments"
    }

    /// Every function, by name.
    public static let all: [Function] = {
        var names: [String] = []
        var signatures: [String: [Signature]] = [:]
        for (name, signature) in functionTable {
            if signatures[name] == nil { names.append(name) }
            signatures[name, default: []].append(signature)
        }
        return names.sorted().map { Function(name: $0, signatures: signatures[$0] ?? []) }
    }()

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// What to call instead of functions that are often written out of habit.
    static let replacements: [String: String] = [
        "uuid_generate_v4": "gen_random_uuid()", "uuid_generate_v1": "gen_random_uuid()", "len": "length(x)",
        "ifnull": "coalesce(a, b)", "isnull": "x is null", "getdate": "now()",
        "substr": "substring(x, start, count)",
        "if": "case when … then … else … end", "iif": "case when … then … else … end",
        "datediff": "a - b", "pow": "power(a, b)", "nextval": "type \"bigint\" for an id of its own",
        "regexp_like": "x ~ 'pattern'", "regexp_match": "x ~ 'pattern'", "to_json": "x::jsonb",
    ]
}
