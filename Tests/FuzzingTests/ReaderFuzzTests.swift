import Foundation
import Fuzzing
import Testing

/// A small part of what `make fuzz` tries: whatever somebody feeds a reader, reading ends.
@Suite struct ReaderFuzzTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: ReaderFuzz.Reader.allCases) func readingEnds(reader: ReaderFuzz.Reader) throws {
        let fuzz = try ReaderFuzz(reader, corpus: Self.folder)
        #expect(fuzz.seedCount > 10)
        for number in 0..<1_500 { fuzz.read(fuzz.input(number)) }
        #expect(fuzz.input(7) == fuzz.input(7) && fuzz.input(7) != fuzz.input(8))
    }
}
