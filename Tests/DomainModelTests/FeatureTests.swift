import MarkedSources
import Specification
import Testing

/// The table "Which issue generates what first" of the language's design, held to what happens.
struct FeatureTests {
    @Test func everyFeatureHasAnExample() {
        #expect(Feature.allCases.filter { FeatureExamples.all[$0] == nil } == [])
    }

    @Test func everyFieldTypeIsAFeature() {
        #expect(FieldType.allCases.filter { Feature(rawValue: $0.rawValue) == nil } == [])
    }

    @Test(arguments: Feature.allCases) func isGeneratedOrRefusedByName(_ feature: Feature) throws {
        let source = MarkedSource(try #require(FeatureExamples.all[feature]))
        let (model, diagnostics) = normalized(source.text)
        switch feature.generation {
        case .generated:
            #expect(model != nil)
            source.expect([], in: diagnostics)
        case .refused(let code):
            #expect(model == nil || feature != .differingFields)
            source.expect([.at(1, code, feature.spelling)], in: diagnostics)
        }
    }
}
