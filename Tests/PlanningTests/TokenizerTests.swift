import Testing

@testable import Planning

@Suite struct TokenizerTests {
    @Test func writesContractionsOut() {
        #expect(
            Tokenizer.tokens(of: "It can't; don't won't I'd").map(\.text) == [
                "it", "can", "not", ";", "do", "not", "will", "not", "i", "would",
            ])
    }

    @Test func tellsPossessivesFromQuotations() {
        let tokens = Tokenizer.tokens(of: "a project's 'due date' and users’ names")
        #expect(tokens.map(\.kind) == [.word, .word, .mark, .quoted, .word, .word, .mark, .word])
        #expect(tokens[3].text == "due date")
    }

    @Test func readsNumbersAsPeopleWriteThem() {
        #expect(
            Tokenizer.tokens(of: "2,000 1.5 10k 1-5 0–100 at -3").map(\.text) == [
                "2000", "1.5", "10000", "1", "-", "5", "0", "-", "100", "at", "-3",
            ])
    }

    @Test func keepsThePlacesInTheRequest() {
        let request = "Füge “tägliche Menüs” — añadir"
        for token in Tokenizer.tokens(of: request) {
            let bytes = Array(request.utf8)[token.range]
            #expect(String(decoding: bytes, as: UTF8.self) == token.original)
        }
    }
}
