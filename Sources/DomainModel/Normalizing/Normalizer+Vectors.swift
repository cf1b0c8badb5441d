internal import Diagnostics
internal import Specification

/// Vectors of numbers, which PostgreSQL keeps with the extension pgvector.
extension Normalizer {
    private static let vectorExtension = "vector"

    mutating func vector(of field: FieldDeclaration) -> DomainModel.AttributeType? {
        for key in ["list", "unique", "indexed", "default"] where field.source.keys.contains(key) {
            error(
                "key-does-not-apply", "\"\(key)\" can't be said of a field of type 'vector'",
                at: field.source.location(ofKey: key),
                fix: key == "indexed"
                    ? "write an index for the distance that you ask for in a file of \"sql\"" : "leave it out")
        }
        guard let dimensions = field.dimensions else {
            guard field.source.isReadable("dimensions") else { return nil }
            error(
                "missing-key", "a field of type 'vector' needs the key 'dimensions'", at: field.source.location("name"),
                fix: "write how many numbers your model makes, such as \"dimensions\": 1536")
            return nil
        }
        // pgvector's own limit.
        guard (1...16_000).contains(dimensions) else {
            error(
                "invalid-dimensions", "a vector has 1 to 16000 numbers", at: field.source.location("dimensions"))
            return nil
        }
        if !model.extensions.contains(Self.vectorExtension) {
            model.extensions.append(Self.vectorExtension)
            model.extensions.sort()
            decide(
                "extensions", "\(Self.vectorExtension) is installed",
                because: "PostgreSQL keeps vectors with pgvector, which every server needs to have")
        }
        return .vector(dimensions: dimensions)
    }
}
