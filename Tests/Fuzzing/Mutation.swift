/// Changes of a text by chance, which come again with their number.
struct Mutation {
    private var state: UInt64

    init(_ number: Int) {
        // splitmix64, by Vigna: neighbouring numbers have nothing in common.
        var mixed = UInt64(bitPattern: Int64(number)) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        state = (mixed ^ (mixed >> 31)) | 1
    }

    mutating func next(below bound: Int) -> Int {
        // xorshift64*, by Vigna.
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return bound > 0 ? Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound : 0
    }

    private static let signs =
        Array("{}[]().,:;'\"`~<>-*#\\/\n\t 0a_&!|?%@$\u{0}".utf8) + [0xC3, 0xE2, 0xF0, 0xFF, 0x80]

    mutating func mutate(_ bytes: inout [UInt8], with seeds: [[UInt8]], words: [String]) {
        let place = next(below: bytes.count + 1)
        switch next(below: 8) {
        case 0 where place < bytes.count: bytes[place] = Self.signs[next(below: Self.signs.count)]
        case 1: bytes.insert(Self.signs[next(below: Self.signs.count)], at: place)
        case 2 where place < bytes.count: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(below: 40)))
        case 3 where !words.isEmpty: bytes.insert(contentsOf: words[next(below: words.count)].utf8, at: place)
        case 4: bytes.insert(contentsOf: seeds[next(below: seeds.count)].prefix(next(below: 300)), at: place)
        case 5 where !words.isEmpty:
            // Deep nesting, long runs.
            let word = words[next(below: words.count)]
            bytes.insert(contentsOf: String(repeating: word, count: 1 + next(below: 300)).utf8, at: place)
        case 6 where place < bytes.count:
            let piece = bytes[place..<min(bytes.count, place + next(below: 60))]
            bytes.insert(contentsOf: Array(piece), at: next(below: bytes.count + 1))
        default: bytes.removeLast(min(bytes.count, next(below: 60)))
        }
    }
}
