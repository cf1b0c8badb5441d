import Diagnostics
import Foundation
import Testing

@testable import SpecificationFormats

/// Whatever somebody feeds it, reading ends, and says where something is wrong.
@Suite struct FuzzTests {
    /// `BERRY_FUZZ` says how many inputs are tried.
    static let count = ProcessInfo.processInfo.environment["BERRY_FUZZ"].flatMap { Int($0) } ?? 20_000

    @Test func anyInputIsReadOrRefused() throws {
        let names = ["nself-blog", "every-feature", "schemas", "legacy", "partials", "records"]
        // Pieces of the files, so that a run stays short.
        let seeds = try names.flatMap { name in Self.pieces(of: try dbmlFile(name).bytes) }
        var random = Random(state: 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<Self.count {
            var bytes = seeds[random.next(below: seeds.count)]
            for _ in 0...random.next(below: 4) { random.mutate(&bytes, with: seeds) }
            let file = SourceFile(path: "f.dbml", bytes: bytes)
            let (reader, diagnostics) = SchemaReader.read(file, load: { _ in nil })
            for diagnostic in diagnostics.all where diagnostic.location == nil {
                Issue.record("\(diagnostic) has no place: \(String(decoding: bytes, as: UTF8.self))")
            }
            #expect(reader.schema.tables.count <= bytes.count)
            guard !diagnostics.hasErrors, let imported = try? DBMLImport(file, named: "f") else { continue }
            _ = DBMLExport(imported.specification).text
        }
    }

    @Test(arguments: ["{", "[", "(", "Table t {\n", "a.", "Ref: a.(", "'''", "Table a { ~", "use { ", "Table t { a b("])
    func deepNestingIsNoTrouble(piece: String) {
        let file = SourceFile(path: "f.dbml", text: String(repeating: piece, count: 100_000))
        let (_, diagnostics) = SchemaReader.read(file, load: { _ in nil })
        #expect(diagnostics.hasErrors)
    }

    private static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: 400).map { Array(bytes[$0..<min($0 + 600, bytes.count)]) }
    }
}

/// Numbers that are the same in every run.
private struct Random {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        // xorshift64*, by Vigna.
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return bound > 0 ? Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound : 0
    }

    private static let signs = Array("{}[]().,:'\"`~<>-*#\\/\n\t 0a_\u{0}".utf8) + [0xC3, 0xFF]
    private static let words = [
        "Table t {", "}\n", "Ref: a.b > c.d", "[pk]", "'''", "indexes {", "Enum e {", "~p", "/*", "use * from 'x'\n",
    ]

    mutating func mutate(_ bytes: inout [UInt8], with seeds: [[UInt8]]) {
        let place = next(below: bytes.count + 1)
        switch next(below: 6) {
        case 0 where place < bytes.count: bytes[place] = Self.signs[next(below: Self.signs.count)]
        case 1: bytes.insert(Self.signs[next(below: Self.signs.count)], at: place)
        case 2 where place < bytes.count: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(below: 20)))
        case 3: bytes.insert(contentsOf: Self.words[next(below: Self.words.count)].utf8, at: place)
        case 4: bytes.insert(contentsOf: seeds[next(below: seeds.count)].prefix(200), at: place)
        default: bytes.removeLast(min(bytes.count, next(below: 30)))
        }
    }
}
