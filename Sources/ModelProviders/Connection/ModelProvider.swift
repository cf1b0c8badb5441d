/// Whose interface a model is asked through; the raw value is what a user calls it.
public enum ModelProvider: String, CaseIterable, Sendable {
    case anthropic
    /// OpenAI, and every server that speaks its chat completions.
    case openai
    case ollama

    /// Where the provider itself answers.
    var usualAddress: String {
        switch self {
        case .anthropic: "https://api.anthropic.com"
        case .openai: "https://api.openai.com/v1"
        case .ollama: "http://localhost:11434"
        }
    }

    /// The variable that holds a key for ``usualAddress``, and for nothing else; nil where none is needed.
    var keyVariable: String? {
        switch self {
        case .anthropic: "ANTHROPIC_API_KEY"
        case .openai: "OPENAI_API_KEY"
        case .ollama: nil
        }
    }
}
