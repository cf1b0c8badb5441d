internal import Diagnostics

/// Which model is asked, where, and how.
public struct ModelConnection: Sendable {
    public var provider: ModelProvider
    /// As the provider calls it.
    public var model: String
    public var address: ModelAddress
    public var key: APIKey?
    /// The one way of asking for structured output that is used; nil tries them in order.
    public var structure: OutputStructure?
    /// What the model's tokens cost; nil where nobody said.
    public var price: TokenPrice?
    /// How long one answer may take, all retries apart.
    public var timeout: Duration = .seconds(600)

    /// What is left open on the command line comes from `environment`, which is the process's own: files of a project
    /// come with other people's repositories, and neither a key nor the place that it is sent to is read from them.
    ///
    /// - Parameter keyFile: reads the file that `BERRY_API_KEY_FILE` names.
    /// - Throws: `DiagnosticsError` where the model isn't named, or a key would be sent where others can read it.
    public init(
        _ provider: ModelProvider, model: String?, address: String?, environment: [String: String],
        keyFile: (String) throws -> String
    ) throws {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.provider = provider
        guard let model = model ?? variable("BERRY_MODEL") else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "model-missing", "\(provider.rawValue) serves many models, and none is named",
                    fix: "add --model NAME, or set BERRY_MODEL"))
        }
        self.model = model
        let given = address ?? variable("BERRY_BASE_URL")
        self.address = try ModelAddress(given ?? provider.usualAddress)
        if let text = variable("BERRY_API_KEY") {
            key = try APIKey(text, from: "BERRY_API_KEY")
        } else if let path = variable("BERRY_API_KEY_FILE") {
            key = try APIKey(keyFile(path), from: path)
        } else if let name = provider.keyVariable, let text = variable(name) {
            // The provider's own key is for the provider's own servers.
            if try self.address == ModelAddress(provider.usualAddress) { key = try APIKey(text, from: name) }
        }
        if key == nil, given == nil, let name = provider.keyVariable {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "model-key", "\(self.address.host) needs a key, and there is none",
                    fix: "set \(name), or BERRY_API_KEY_FILE to a file outside of the project"))
        }
        if let text = variable("BERRY_MODEL_PRICE") { price = try TokenPrice(text) }
        try checkProxy(environment)
    }

    /// A proxy gets to see everything of a request that isn't encrypted.
    private func checkProxy(_ environment: [String: String]) throws {
        let names = ["http_proxy", "all_proxy", "ALL_PROXY"]
        guard address.isPlain, let name = names.first(where: { environment[$0]?.isEmpty == false }) else { return }
        let exempt = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "").split { $0 == "," || $0 == " " }
        guard !exempt.contains(where: { $0 == "*" || $0.lowercased() == address.host }) else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "model-proxy", "\(name) would send what is meant for \(address.host) to another host",
                fix: "set no_proxy=\(address.host), and run the same command again"))
    }
}
