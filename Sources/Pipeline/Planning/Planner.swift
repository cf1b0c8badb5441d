public import ModelProviders
public import Planning
internal import Specification

/// Who turns a request into edits; the raw value is how a user calls it.
public enum PlannerName: String, CaseIterable, Sendable {
    /// By rules, without a network.
    case english
    case anthropic, openai, ollama

    /// Whose model it is; nil for none.
    public var provider: ModelProvider? {
        switch self {
        case .english: nil
        case .anthropic: .anthropic
        case .openai: .openai
        case .ollama: .ollama
        }
    }
}

/// Turns a request into edits of a specification. It sees both as data and writes nothing.
public enum Planner: Sendable {
    case english(EnglishPlanner)
    case model(ModelPlanner)

    public var name: PlannerName {
        switch self {
        case .english: .english
        case .model(let planner):
            switch planner.provider {
            case .anthropic: .anthropic
            case .openai: .openai
            case .ollama: .ollama
            }
        }
    }
}
