public import Diagnostics
public import Specification

/// Exchanges in a file, in their order, to be played again without a server.
public struct Cassette: SpecificationObject {
    public static let title = "a cassette"
    public static let definition = "cassette"

    public var exchanges: [ModelExchange] = []
    public var source = Source()

    public init() {}

    public static let keys: [Key<Cassette>] = [
        Key(list: "exchanges", \.exchanges, required: true, "What was asked and answered, in its order.")
    ]

    /// - Throws: `DiagnosticsError` where the file holds something else.
    public init(_ file: SourceFile) throws {
        let document = try Document(file)
        var reading = Reading(file: file)
        guard let cassette = Cassette.read(document.root, &reading), !reading.diagnostics.hasErrors else {
            throw DiagnosticsError(reading.diagnostics.sorted)
        }
        self = cassette
    }

    public var text: String { CanonicalJSON.text(of: write(), open: true) }
}
