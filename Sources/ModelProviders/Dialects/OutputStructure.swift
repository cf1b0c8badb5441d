/// How a server is asked to answer in a given shape, the strictest first. Few servers know all of them, so a request
/// steps down until one is taken. The raw value is what a user calls it.
public enum OutputStructure: String, CaseIterable, Sendable {
    /// The answer is held to the schema while it is written.
    case jsonSchema = "json-schema"
    /// The answer is JSON; the schema goes along for servers that heed it.
    case jsonObject = "json-object"
    /// The answer is the input of a tool that must be called.
    case tool
    /// The instructions alone ask for JSON.
    case none
}
