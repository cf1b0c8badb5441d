import RandomEvolutions
import Testing

/// Edits that were put together at random, on applications that were, with a hundred rows in each table.
///
/// `make evolutions COUNT=2000` checks more of them.
@Suite(.serialized) struct RandomEvolutionTests {
    @Test func rowsSurviveThereAndBack() async throws {
        let tally = try await EvolutionTally.run(0..<31, workers: 2) { result in
            #expect(!result.outcome.isFailure, "\(result)")
        }
        // Were most of them refused, the proof would be weak.
        #expect(tally.outcomes["same", default: 0] > 15)
    }
}
