import Diagnostics
import Testing

@testable import Expressions

@Suite struct PatternTests {
    @Test(
        arguments: [
            ("^[a-z0-9_-]+$", "^[\\-0-9_a-z]+$", "^[\\-0-9_a-z]+$"), ("a.c", "a.c", "a(?s:.)c"),
            ("\\d{3}-\\d{4}", "[0-9]{3}\\-[0-9]{4}", "[0-9]{3}\\-[0-9]{4}"),
            ("\\w+\\s?", "[0-9A-Z_a-z]+[\\u0009-\\u000d ]?", nil),
            ("[^\\s]", "[^\\u0009-\\u000d ]", nil), ("(a|b)c", "(?:a|b)c", nil), ("(?:ab)*", "(?:ab)*", nil),
            ("a{2,}b{2,5}c{0,1}d{0,}e{1,}f{1}", "a{2,}b{2,5}c?d*e+f{1}", nil), ("a|b|cd", "a|b|cd", nil),
            ("a/b", "a/b", "a\\/b"),
            ("\\.\\-\\\\\\/\\@", "\\.\\-\\\\/@", "\\.\\-\\\\\\/@"), ("[a&&b]", "[&ab]", nil),
            ("é[à-ü]", "é[à-ü]", nil),
            ("[]", nil, nil), ("[\\]\\[\\^]", "[\\[\\]\\^]", nil), ("[-a]", "[\\-a]", nil),
            ("[a-]", "[\\-a]", nil),
            ("[abcdx]", "[a-dx]", nil), ("[\\w-]", "[\\-0-9A-Z_a-z]", nil), ("\\t", "\\u0009", "\\u0009"),
            ("~#&", "~#&", "\\~\\#\\&"),
            ("(a*)+", "(?:a*)+", nil), ("^(?:a|b)$", "^(?:a|b)$", nil), ("[.]", "\\.", nil),
        ] as [(String, String?, String?)])
    func prints(source: String, postgreSQL: String?, swift: String?) {
        let pattern = Pattern(source)
        #expect(pattern?.postgreSQL == postgreSQL)
        if let swift { #expect(pattern?.swift == swift) }
    }

    @Test(arguments: [
        ("1️⃣", "something to match is missing here"), ("a|1️⃣", "something to match is missing here"),
        ("a(1️⃣)", "something to match is missing here"), ("1️⃣(a", "this parenthesis is never closed"),
        ("a1️⃣)", "this parenthesis closes nothing"), ("1️⃣[a", "this class is never closed"),
        ("1️⃣[]", "a class can't be empty"),
        ("[^1️⃣\\u]", "there is no escape '\\u' here"), ("[1️⃣z-a]", "this range runs backwards"),
        ("[1️⃣\\d-z]", "a range has one character at each end"),
        ("[1️⃣[:alpha:]]", "named classes can't be used here"),
        ("[1️⃣[a]", "'[' has to be escaped in a class"), ("1️⃣*a", "there is nothing before '*' to repeat"),
        ("(1️⃣+a)", "there is nothing before '+' to repeat"), ("a*1️⃣?", "lazy quantifiers"),
        ("a{1,2}1️⃣?", "lazy quantifiers"),
        ("a+1️⃣+", "possessive quantifiers"), ("a*1️⃣*", "a quantifier can't follow another"),
        ("a{2}1️⃣{3}", "a quantifier can't follow another"), ("1️⃣^*a", "an anchor can't be repeated"),
        ("1️⃣(.|^){2,}", "an anchor can't be repeated"),
        ("a1️⃣{", "'{' has to be escaped here"), ("a1️⃣{,3}", "'{' has to be escaped here"),
        ("a1️⃣{2", "a count looks like"),
        ("a1️⃣{256}", "PostgreSQL counts to 255 at most"),
        ("a1️⃣{3,2}", "the lower bound is above the upper one"),
        ("a1️⃣}", "'}' has to be escaped here"), ("a1️⃣]", "']' has to be escaped here"),
        ("(a)1️⃣\\1", "backreferences"),
        ("1️⃣\\k<a>", "backreferences"), ("1️⃣(?=a)", "lookahead"), ("1️⃣(?!a)", "lookahead"),
        ("1️⃣(?<=a)", "lookbehind"),
        ("1️⃣(?<!a)", "lookbehind"), ("1️⃣(?<n>a)", "a named group"), ("1️⃣(?P<n>a)", "a named group"),
        ("1️⃣(?>a)", "an atomic group"), ("1️⃣(?i)a", "an option"), ("1️⃣(?#a)", "a comment"),
        ("1️⃣\\p{L}", "Unicode classes"),
        ("1️⃣\\X", "Unicode classes"), ("a1️⃣\\b", "the anchor '\\b'"), ("1️⃣\\Aa", "the anchor '\\A'"),
        ("1️⃣\\D", "'\\D' can't be used here"), ("1️⃣\\q", "there is no escape '\\q' here"),
        ("a1️⃣\\", "nothing after this backslash"),
        ("1️⃣\\é", "this character needs no backslash"), ("a1️⃣\0", "NUL"), ("é1️⃣\\B", "the anchor '\\B'"),
        ("[^\\d1️⃣\\DD]", "'\\D' can't be used here"),
    ])
    func refuses(source: String, message: String) throws {
        let marked = MarkedText(source)
        var diagnostics = Diagnostics()
        var offset: Int?
        let pattern = Pattern.parse(
            marked.text,
            at: {
                offset = $0.lowerBound
                return nil
            }, reporting: &diagnostics)
        #expect(pattern == nil)
        let diagnostic = try #require(diagnostics.all.first)
        #expect(diagnostic.code == "pattern-syntax")
        #expect(diagnostic.message.contains(message), "\(diagnostic.message)")
        #expect(offset == marked.offset)
    }

    @Test(arguments: [
        "((a{255}){255}){255}", String(repeating: "a", count: 2001), "(a|b{200}){200}",
    ])
    func refusesWhatIsTooLarge(source: String) {
        var diagnostics = Diagnostics()
        #expect(Pattern.parse(source, reporting: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.code) == ["pattern-too-large"])
    }

    @Test func refusesDeepGroups() {
        let groups = { (depth: Int) in
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(Pattern(groups(50)) != nil)
        #expect(Pattern(groups(51)) == nil)
    }

    @Test(
        arguments: [
            ("^[a-z]+$", ["abc"], ["", "Abc", "ab1", "abc\n", "ábc"]), ("b", ["abc", "b"], ["", "ac"]),
            ("^a.c$", ["abc", "a\nc", "aéc"], ["ac", "abbc", "ae\u{301}c"]),
            ("^\\d{2,3}$", ["12", "123"], ["1", "1234", "١٢"]),
            ("^(a|bc)*$", ["", "a", "bca"], ["b", "ab"]), ("^\\w+$", ["a_1"], ["é", "a-b", ""]),
            ("^\\s$", [" ", "\u{B}"], ["\u{A0}"]),
            ("^[^a]$", ["b", "\n"], ["a", ""]), ("^(ab|a)(bc)?$", ["abc", "ab", "abbc"], ["abcbc"]),
            ("a^", [], ["a", "a^"]),
            ("^a{0}$", [""], ["a"]), ("^(a*)*$", ["", "aaa"], ["b"]), ("(^a)?b$", ["ab", "b", "cb"], ["a"]),
            ("^(a?){3}$", ["", "aaa"], ["aaaa"]), ("x|^a|b$", ["a1", "1b", "1x1"], ["1a", "b1"]),
            ("^a+b*$", ["a", "aab"], ["b", "ba"]), ("$", ["", "a"], []),
            ("^[^@ ]+@[^@ ]+\\.[a-z]{2,}$", ["a@b.de"], ["a@b", "@b.de", "a@@b.de"]),
        ] as [(String, [String], [String])])
    func matchesAsBothEnginesDo(source: String, matching: [String], others: [String]) throws {
        let pattern = try #require(Pattern(source))
        let regex = try Regex(pattern.swift).matchingSemantics(.unicodeScalar)
        for text in matching {
            #expect(pattern.matches(text), "\(text)")
            #expect(text.contains(regex), "\(text)")
        }
        for text in others {
            #expect(!pattern.matches(text), "\(text)")
            #expect(!text.contains(regex), "\(text)")
        }
    }

    @Test func takesLinearTime() throws {
        let pattern = try #require(Pattern("^(a+)+(a*)*b$"))
        let text = String(repeating: "a", count: 20_000)
        #expect(!pattern.matches(text))
        #expect(pattern.matches(text + "b"))
    }

    @Test(arguments: [
        "^[a-z0-9]+(?:-[a-z0-9]+)*$", "^#[0-9a-f]{6}$", "^\\+[1-9]\\d{6,14}$",
        "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", "^[A-Z]{2}\\d{4}$",
        "a|b|c", "^(?:https?)://[^\\s/]+$", "é[à-ü]{3}", "^.{10,20}$", "x$|^y", "^[^a-z0-9!-~]$",
    ])
    func makesExamples(source: String) throws {
        let pattern = try #require(Pattern(source))
        var examples: Set<String> = []
        for seed in 0..<UInt64(50) {
            let example = try #require(pattern.example(seed: seed))
            #expect(pattern.matches(example), "\(example)")
            #expect(example == pattern.example(seed: seed))
            #expect(example.unicodeScalars.count <= 100)
            examples.insert(example)
        }
        #expect(examples.count >= (source == "^[^a-z0-9!-~]$" ? 1 : 2))
    }

    @Test(arguments: [
        ("^[a-z]+$", 40), ("^([a-z]{2,4}-)*[a-z]+$", 300), ("^(ab|cde){2,}$", 7), ("^a?b*(c{3})?$", 4),
        ("^(x|yyyy)$", 4),
        ("[0-9]", 1), ("^(a*)*$", 0), ("^((a{0,9}){0,9}b){3}$", 200),
    ])
    func makesExamplesOfALength(source: String, length: Int) throws {
        let pattern = try #require(Pattern(source))
        for seed in 0..<UInt64(20) {
            let example = try #require(pattern.example(seed: seed, length: length...length))
            #expect(example.unicodeScalars.count == length)
            #expect(pattern.matches(example))
        }
    }

    @Test func makesNoExampleOfTheImpossible() { #expect(Pattern("a^")?.example(seed: 1) == nil) }
}
