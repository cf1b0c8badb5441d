import DomainModel
import MarkedSources
import Testing

struct VectorTests {
    @Test func bringsItsExtension() throws {
        let model = try model(
            application(entity("Page", #""fields": [{"name": "meaning", "type": "vector", "dimensions": 384}]"#)))
        #expect(model.extensions == ["vector"])
        #expect(model.entities.first?.attributes.first?.type == .vector(dimensions: 384))
    }

    @Test func saysWhatIsWrong() {
        expect(
            application(
                entity(
                    "Page",
                    #"""
                    "fields": [{"name": 1️⃣"a", "type": "vector"}, {"name": "b", "type": "vector", "dimensions": 2️⃣0},
                      {"name": "c", "type": "vector", "dimensions": 3, 3️⃣"indexed": true, 4️⃣"list": true}]
                    """#)), .at(1, "missing-key", "'dimensions'"), .at(2, "invalid-dimensions", "16000"),
            .at(3, "key-does-not-apply", "indexed", fix: "sql"), .at(4, "key-does-not-apply", "list"))
    }
}
