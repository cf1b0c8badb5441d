import DomainModel
import Foundation
import Testing

/// The cost of reading and normalizing grows with the specification and no faster. Run with `swift test -c release`
/// and `BERRY_FIGURES=1` to see figures.
@Suite(.serialized) struct SpeedTests {
    @Test func readsLargeSpecifications() throws {
        #expect(try model(LargeSpecification.text(entities: 50)).entities.count == 50)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["BERRY_FIGURES"] == "1"))
    func isLinear() throws {
        var perEntity: [Int: Double] = [:]
        for count in [100, 1000, 5000] {
            let text = LargeSpecification.text(entities: count)
            let seconds = try (0..<3).map { _ in
                let start = clock()
                let made = try model(text)
                #expect(made.entities.count == count)
                return Double(clock() - start) / Double(CLOCKS_PER_SEC)
            }.min()
            perEntity[count] = try #require(seconds) / Double(count)
            print("\(count) entities: \(try #require(seconds)) s CPU")
        }
        #expect(try #require(perEntity[5000]) < 1.5 * (try #require(perEntity[1000])))
    }
}
