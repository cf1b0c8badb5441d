internal import Naming
internal import Specification

/// What the planner knows of English: small words, verbs and what they ask for, nouns and the values they hold.
///
/// The data lies in `Lexicon/Data` and is compiled in. It holds no word of any one application: nouns stand there for
/// what they are in the language (a price is a decimal), whoever uses them.
public struct Lexicon: Sendable {
    /// Phrases of one word or more, by their words.
    private(set) var phrases: [[String]: Symbol] = [:]
    /// How many words the longest phrase has that begins with a word.
    private(set) var longest: [String: Int] = [:]
    private(set) var verbForms: [[String]: VerbForm] = [:]
    private(set) var verbClasses: [String: Set<VerbClass>] = [:]
    private(set) var participles: [String: String] = [:]
    private(set) var nounTypes: [String: FieldType] = [:]
    private(set) var typeWords: [String: FieldType] = [:]
    private(set) var pluralValues: [String: String] = [:]
    private(set) var units: [String: MeasureUnit] = [:]
    private(set) var people: [String: Set<String>] = [:]
    private(set) var groups: [String: Set<String>] = [:]
    private(set) var defaultValues: [String: [String]] = [:]
    private(set) var weakAdjectives: Set<String> = []
    /// Adjectives that come in pairs before one noun: "first and last name".
    private(set) var pairedAdjectives: Set<String> = []
    private(set) var vague: Set<String> = []
    private(set) var spellings: [String: String] = [:]
    private(set) var sameField: [String: String] = [:]
    private(set) var verbFeatures: [String: Feature] = [:]
    private(set) var nounFeatures: [String: Feature] = [:]
    private(set) var adjectiveFeatures: [String: Feature] = [:]
    private(set) var moments: [String: String] = [:]
    /// How often something comes again, by the period: `day` → `daily`.
    private(set) var periods: [String: String] = [:]
    /// The date on which something happened, by the participle: `born` → `birth date`.
    private(set) var eventDates: [String: String] = [:]
    /// What a verb does as a noun, and other nouns for it.
    private(set) var events: [String: String] = [:]
    private(set) var eventSynonyms: [String: [String]] = [:]
    /// Who is meant by a noun of an access rule: `anyone`, `signedIn`, `owner`, `admin`.
    private(set) var grantees: [String: String] = [:]
    /// What an adjective lets everybody do.
    private(set) var visible: [String: String] = [:]
    private(set) var hidden: Set<String> = []
    /// What the adjective of a right lets do, as verbs: `read-only`.
    private(set) var rights: [String: [String]] = [:]
    /// The nouns for what a verb measures: weigh, a weight.
    private(set) var measuring: [String: [String]] = [:]
    private(set) var known: Set<String> = []
    /// Every single word that needs no correction.
    private(set) var vocabulary: Set<String> = []
    private(set) var spelling = Spelling([])

    /// What is compiled in.
    public static let english = Lexicon(files: [
        PackageResources.phrases_txt, PackageResources.verbs_txt, PackageResources.nouns_txt,
        PackageResources.synonyms_txt, PackageResources.features_txt, PackageResources.access_txt,
        PackageResources.english_txt,
    ])

    init(files: [[UInt8]]) {
        for bytes in files { add(LexiconFile(bytes)) }
        finish()
    }

    /// This lexicon and the entries of a file of the same form: sections, and lines of `KEY = word, word`.
    ///
    /// What the file says about a word goes before what was known.
    public func extended(by text: String) -> Lexicon {
        var lexicon = self
        lexicon.add(LexiconFile(text))
        lexicon.finish()
        return lexicon
    }

    // MARK: Reading

    private mutating func add(_ file: LexiconFile) {
        for entry in file.entries {
            switch entry.section {
            case "types", "words for types": addTypes(entry)
            case "plural values": for word in entry.words { pluralValues[singularKey(word)] = entry.key }
            case "units":
                if let unit = MeasureUnit.Kind(rawValue: entry.key) {
                    for word in entry.words { units[word] = MeasureUnit(kind: unit, word: word) }
                    for word in entry.words { note(Self.split(word)) }
                }
            case "people": for word in entry.words { people[word, default: []].insert(entry.key) }
            case "groups": for word in entry.words { groups[entry.key, default: []].insert(word) }
            case "periods": for word in entry.words { periods[word] = entry.key }
            case "event dates": for word in entry.words { eventDates[word] = entry.key }
            case "meta", "generic", "app": for word in entry.words { groups[entry.key, default: []].insert(word) }
            case "default values": defaultValues[entry.key] = entry.words.flatMap { Self.split($0) }
            case "weak adjectives": weakAdjectives.formUnion(entry.words)
            case "paired adjectives": pairedAdjectives.formUnion(entry.words)
            case "vague": vague.formUnion(entry.words)
            case "spellings": for word in entry.words { spellings[word] = entry.key }
            case "same field": for word in entry.words { sameField[singularKey(word)] = singularKey(entry.key) }
            case "adjectives":
                if let feature = Feature(rawValue: entry.key) {
                    for word in entry.words { adjectiveFeatures[word] = feature }
                }
            case "verbs": addFeature(entry, verbs: true)
            case "nouns": addFeature(entry, verbs: false)
            case "events":
                events[entry.key] = entry.words.first
                if let noun = entry.words.first { eventSynonyms[noun] = Array(entry.words.dropFirst()) }
            case "grantees": for word in entry.words { grantees[word] = entry.key }
            case "visible": for word in entry.words { visible[word] = entry.key }
            case "measuring": measuring[entry.key] = entry.words
            case "rights": for word in entry.words { rights[word] = Self.split(entry.key) }
            case "hidden": hidden.formUnion(entry.words)
            case "moments": moments[entry.key] = entry.words.first
            case "known": known.formUnion(entry.words)
            case "irregular forms": addIrregular(entry)
            case "commands", "between things", "what may be done with rows": addVerbs(entry)
            default:
                if let symbol = Symbol(rawValue: entry.key) { addPhrases(entry.words, symbol) }
            }
        }
    }

    private mutating func addPhrases(_ texts: [String], _ symbol: Symbol) {
        for text in texts {
            let words = Tokenizer.tokens(of: text).map(\.text)
            guard let first = words.first else { continue }
            phrases[words] = symbol
            longest[first] = max(longest[first] ?? 0, words.count)
        }
    }

    private mutating func addTypes(_ entry: LexiconFile.Entry) {
        guard let type = FieldType(rawValue: entry.key) else { return }
        for word in entry.words {
            if entry.section == "types" {
                nounTypes[singularKey(word)] = type
                note(Self.split(word))
            } else {
                typeWords[Tokenizer.tokens(of: word).map(\.text).joined(separator: " ")] = type
            }
        }
    }

    private mutating func addFeature(_ entry: LexiconFile.Entry, verbs: Bool) {
        guard let feature = Feature(rawValue: entry.key) else { return }
        for word in entry.words {
            if verbs {
                verbFeatures[word] = feature
                addVerb(word)
            } else {
                nounFeatures[singularKey(word)] = feature
                note(Self.split(word))
            }
        }
    }

    private mutating func addVerbs(_ entry: LexiconFile.Entry) {
        guard let kind = VerbClass(rawValue: entry.key) else { return }
        for verb in entry.words {
            verbClasses[verb, default: []].insert(kind)
            addVerb(verb)
        }
    }

    private mutating func addVerb(_ verb: String) {
        let words = verb.split(separator: "-").map(String.init)
        guard let head = words.first else { return }
        for (form, kind) in Conjugation.forms(of: head) { addForm([form] + words.dropFirst(), verb, kind) }
        // The hyphened spelling, as one word.
        if words.count > 1 { addForm([verb], verb, .base) }
    }

    private mutating func addForm(_ words: [String], _ lemma: String, _ kind: VerbForm.Forms) {
        verbForms[words, default: VerbForm(lemma: lemma, forms: [])].forms.formUnion(kind)
        if let first = words.first { longest[first] = max(longest[first] ?? 0, words.count) }
    }

    private mutating func addIrregular(_ entry: LexiconFile.Entry) {
        let forms = entry.words.flatMap { Self.split($0) }
        guard forms.count >= 3, let head = entry.key.split(separator: "-").first.map(String.init) else { return }
        let compounds = Set(verbClasses.keys).union(verbFeatures.keys).filter {
            $0 == entry.key || $0.hasPrefix(head + "-")
        }
        participles[head] = forms.count > 3 ? forms[forms.count - 2] : forms[1]
        for verb in compounds.union([entry.key]) {
            let rest = verb.split(separator: "-").dropFirst().map(String.init)
            for (form, kind) in Conjugation.forms(of: head) where kind != .base && !forms.contains(form) {
                verbForms[[form] + rest] = nil
            }
            for (index, form) in forms.enumerated() {
                let kind: VerbForm.Forms =
                    index == 0
                    ? .third : index == forms.count - 1 ? .gerund : index == 1 ? [.past, .participle] : .participle
                addForm([form] + rest, verb, kind)
            }
            addForm([head] + rest, verb, .base)
        }
    }

    private mutating func note(_ words: [String]) {
        guard words.count > 1, let first = words.first else { return }
        longest[first] = max(longest[first] ?? 0, words.count)
    }

    private mutating func finish() {
        vocabulary = []
        for words in phrases.keys { vocabulary.formUnion(words) }
        for words in verbForms.keys { vocabulary.formUnion(words) }
        for key in nounTypes.keys { vocabulary.formUnion(Self.split(key)) }
        for key in nounFeatures.keys { vocabulary.formUnion(Self.split(key)) }
        for key in units.keys { vocabulary.formUnion(Self.split(key)) }
        for key in typeWords.keys { vocabulary.formUnion(Self.split(key)) }
        for key in pluralValues.keys { vocabulary.formUnion(Self.split(key)) }
        vocabulary.formUnion(people.keys)
        for words in groups.values { vocabulary.formUnion(words) }
        for words in defaultValues.values { vocabulary.formUnion(words) }
        vocabulary.formUnion(weakAdjectives)
        vocabulary.formUnion(vague)
        vocabulary.formUnion(adjectiveFeatures.keys)
        for word in grantees.keys { vocabulary.formUnion(Self.split(word)) }
        vocabulary.formUnion(visible.keys)
        vocabulary.formUnion(hidden)
        vocabulary.formUnion(periods.keys)
        vocabulary.formUnion(eventDates.keys)
        vocabulary.formUnion(spellings.keys)
        vocabulary.formUnion(spellings.values)
        for word in ["true", "false", "now", "today", "yes", "zero", "null", "empty", "access"] {
            vocabulary.insert(word)
        }
        // Misspelt words are looked for among words that mean something here, not among all that are right; forms that
        // only a sentence's middle has ("writing", "lain") are none.
        let rare = verbForms.filter { $0.value.forms.isDisjoint(with: [.base, .third]) && $0.key.count == 1 }
        let inner = Set(rare.compactMap { $0.key.first }).filter { $0.hasSuffix("ing") || $0.count < 6 }
        spelling = Spelling(vocabulary.subtracting(inner).union(nounTypes.keys.flatMap { Self.split(pluralized($0)) }))
        vocabulary.formUnion(known)
    }

    static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// The words of a name in the form in which names are compared: singular, American spelling.
    func key(_ words: [String]) -> String {
        words.map { word in
            let one = singularized(word)
            return spellings[one] ?? spellings[word] ?? one
        }.joined(separator: " ")
    }

    private func singularKey(_ text: String) -> String { key(Self.split(text)) }
}
