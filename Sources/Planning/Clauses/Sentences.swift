/// Cuts the words of a request into sentences.
enum Sentences {
    static func split(_ words: [Word]) -> [[Word]] {
        var sentences: [[Word]] = []
        var sentence: [Word] = []
        var depth = 0
        func isEnd(_ index: Int) -> Bool {
            let word = words[index]
            guard word.kind == .mark, word.symbol == nil else { return false }
            if word.text == "\n" {
                // A list goes on: a bullet after a colon, or after another bullet's line.
                let next = words.indices.contains(index + 1) ? words[index + 1] : nil
                if next?.isMark(Mark.bullet) ?? false {
                    return !(sentence.last?.isMark(":") ?? false) && !sentence.contains { $0.isMark(Mark.bullet) }
                }
                return !(sentence.last?.isMark(",") ?? false) && !(sentence.last?.isMark(":") ?? false)
            }
            return Mark.sentenceEnds.contains(word.text) && depth == 0
        }
        for index in words.indices {
            let word = words[index]
            if word.isMark("(") { depth += 1 }
            if word.isMark(")") { depth = max(0, depth - 1) }
            if isEnd(index) {
                // `title:string!` keeps its mark.
                if word.text == "!", !word.isSpaced, sentence.count > 2, sentence[sentence.count - 2].isMark(":"),
                    !sentence[sentence.count - 1].isSpaced
                {
                    sentence.append(word)
                    continue
                }
                if !sentence.isEmpty { sentences.append(sentence) }
                sentence = []
                depth = 0
            } else if word.text == "\n", word.kind == .mark {
                if let next = words.indices.contains(index + 1) ? words[index + 1] : nil, next.isMark(Mark.bullet),
                    sentence.last?.isMark(":") == false
                {
                    sentence.append(word)
                }
            } else if word.isMark(Mark.bullet), sentence.isEmpty || sentence.last?.isMark(":") ?? false {
                continue
            } else {
                sentence.append(word)
            }
        }
        if !sentence.isEmpty { sentences.append(sentence) }
        return sentences
    }
}
