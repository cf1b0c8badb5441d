import PlannedSpecifications
import Specification
import Testing

@testable import Planning

@Suite struct LexiconTests {
    let lexicon = Lexicon.english

    @Test func theLastNounDecides() {
        #expect(lexicon.type(ofName: ["weekly", "price"]) == .decimal)
        #expect(lexicon.type(ofName: ["insurance", "number"]) == .text)
        #expect(lexicon.type(ofName: ["home", "page"]) == .url)
        #expect(lexicon.type(ofName: ["wug"]) == nil)
    }

    @Test func knowsTheFormsOfVerbs() {
        #expect(lexicon.verbForms[["stored"]]?.lemma == "store")
        #expect(lexicon.verbForms[["gave"]]?.lemma == "give")
        #expect(lexicon.verbForms[["getting", "rid", "of"]]?.lemma == "get-rid-of")
        #expect(lexicon.verbForms[["gived"]] == nil)
        #expect(Conjugation.base(ofParticiple: "pinned") == "pin")
        #expect(Conjugation.base(ofParticiple: "archived") == "archive")
        #expect(Conjugation.base(ofParticiple: "harvested") == "harvest")
    }

    @Test func spellingsAreTheSameName() {
        #expect(lexicon.key(["favourite", "colours"]) == lexicon.key(["favorite", "color"]))
        #expect(lexicon.key(["enrolment"]) == lexicon.key(["enrollments"]))
    }

    @Test func findsWhatIsOneSlipAway() {
        let spelling = Spelling(["latitude", "customer", "priority"])
        #expect(spelling.correction(of: "lattitude") == "latitude")
        #expect(spelling.correction(of: "cusotmer") == "customer")
        #expect(spelling.correction(of: "prioritized") == nil)
        #expect(spelling.correction(of: "altitude") == nil)
    }

    @Test func canBeExtended() {
        let extended = lexicon.extended(by: "[types]\ninteger = wug\n[phrases]\nrequired = sine qua non\n")
        #expect(extended.type(ofName: ["big", "wugs"]) == .integer)
        #expect(extended.phrases[["sine", "qua", "non"]] == .required)
        let plan = EnglishPlanner(lexicon: extended).plan("Animals need a wug", for: try? PlannedCases.base("farm"))
        #expect(plan.edits.count == 1)
    }
}
