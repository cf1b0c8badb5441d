import Diagnostics
import HTTPDouble
import Planning
import Specification
import Testing

@testable import ModelProviders

/// Where keys come from, and where they may go.
@Suite struct ConnectionTests {
    private func connection(
        _ provider: ModelProvider = .openai, _ address: String? = nil, _ environment: [String: String],
        keyFile: (String) throws -> String = { _ in "" }
    ) throws -> ModelConnection {
        try ModelConnection(provider, model: "m", address: address, environment: environment, keyFile: keyFile)
    }

    private func problem(_ body: () throws -> Void) -> Diagnostic? {
        do { try body() } catch { return (error as? DiagnosticsError)?.diagnostics.first }
        return nil
    }

    @Test func aProvidersKeyIsForItsOwnServers() throws {
        let keys = ["OPENAI_API_KEY": "sk-own", "ANTHROPIC_API_KEY": "other"]
        #expect(try connection(.openai, nil, keys).key?.secret == "sk-own")
        #expect(try connection(.openai, "https://api.openai.com/v1/", keys).key?.secret == "sk-own")
        for address in [
            "https://models.example.com/v1", "https://api.openai.com.example.com/v1", "https://api.openai.com:8443/v1",
            "http://localhost:8080",
        ] { #expect(try connection(.openai, address, keys).key == nil, "\(address)") }
        #expect(try connection(.anthropic, nil, keys).key?.secret == "other")
        #expect(try connection(.openai, "https://models.example.com/v1", ["BERRY_API_KEY": " k\n"]).key?.secret == "k")
        let fromFile = try connection(.ollama, nil, ["BERRY_API_KEY_FILE": "/keys/k"]) { "\($0)!\n" }
        #expect(fromFile.key?.secret == "/keys/k!")
    }

    @Test func withoutAKeyTheProviderIsNotAsked() throws {
        let problem = problem { _ = try connection(.anthropic, nil, [:]) }
        #expect(problem?.message == "api.anthropic.com needs a key, and there is none")
        #expect(try connection(.ollama, nil, [:]).key == nil)
    }

    @Test(arguments: [
        "http://models.example.com/v1", "http://10.0.0.1", "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://0.0.0.0:1", "ftp://localhost", "models.example.com", "https://user:password@models.example.com",
        "https://models.example.com/v1?key=1", "https://", "",
    ])
    func anAddressThatOthersCouldReadIsRefused(address: String) {
        #expect(problem { _ = try ModelAddress(address) }?.code == "model-address")
    }

    @Test func plainHTTPStaysOnThisMachine() throws {
        for address in ["http://localhost:11434", "http://127.0.0.1:8080/v1", "http://[::1]:8080", "HTTP://LOCALHOST"] {
            #expect(try ModelAddress(address).isOnThisMachine, "\(address)")
        }
    }

    /// A proxy would get the key in plain text.
    @Test func noProxySeesPlainHTTP() throws {
        for name in ["http_proxy", "ALL_PROXY", "all_proxy"] {
            let proxy = [name: "http://proxy.example.com:3128", "BERRY_API_KEY": "k"]
            #expect(problem { _ = try connection(.ollama, nil, proxy) }?.code == "model-proxy", "\(name)")
            let exempt = proxy.merging(["no_proxy": "example.com,localhost"]) { $1 }
            #expect(problem { _ = try connection(.ollama, nil, exempt) } == nil)
            #expect(problem { _ = try connection(.openai, nil, proxy) } == nil)
        }
    }

    @Test func aKeyIsOneWord() {
        for key in ["a b", "a\r\nX-Other: 1", "k\u{e9}y", "  "] {
            #expect(problem { _ = try APIKey(key, from: "BERRY_API_KEY") }?.code == "model-key", "\(key)")
        }
    }

    @Test func aKeyHasNoPrintedForm() throws {
        let key = try APIKey("sk-secret", from: "here")
        var text = "\(key) \(String(reflecting: key)) \(String(describing: Optional(key)))"
        dump(key, to: &text)
        #expect(!text.contains("sk-secret"))
        #expect(key.redact("sk-secretsk-secret sk-secre") == "[redacted][redacted] sk-secre")
    }

    @Test func addressesSayTheirVersionOnce() throws {
        func url(_ provider: ModelProvider, _ address: String) throws -> String {
            let conversation = Conversation(instructions: "", request: "")
            return provider.dialect.request(
                Question(
                    connection: try connection(provider, address, [:]), conversation: conversation, structure: .none,
                    budget: 1)
            ).url
        }
        #expect(try url(.openai, "http://localhost:1") == "http://localhost:1/v1/chat/completions")
        #expect(try url(.openai, "http://localhost:1/v1/") == "http://localhost:1/v1/chat/completions")
        #expect(
            try url(.openai, "https://a.example/v1beta/openai") == "https://a.example/v1beta/openai/chat/completions")
        #expect(try url(.anthropic, "http://localhost:1/v1") == "http://localhost:1/v1/messages")
        #expect(try url(.anthropic, "http://localhost:1") == "http://localhost:1/v1/messages")
        #expect(try url(.ollama, "http://localhost:1/api") == "http://localhost:1/api/chat")
    }

    @Test func theKeyGoesIntoOneHeader() async throws {
        for (provider, header, value) in [
            (ModelProvider.anthropic, "x-api-key", Asking.key), (.openai, "authorization", "Bearer \(Asking.key)"),
            (.ollama, "authorization", "Bearer \(Asking.key)"),
        ] {
            let outcome = try await Asking(provider: provider).plan { _, _ in Asking.answer(Asking.edits, provider) }
            let request = try #require(outcome.requests.first)
            #expect(request.headers.filter { $0.value.contains(Asking.key) } == [header: value])
            #expect(!request.text.contains(Asking.key))
            #expect(!request.path.contains(Asking.key))
        }
    }

    @Test func pricesAreTwoNumbers() throws {
        #expect(TokenUsage(input: 1_000_000, output: 2_000_000).cost(at: try TokenPrice("3/15")) == 33)
        for text in ["3", "3/-1", "x/y", "3/15/2", "nan/1"] {
            #expect(problem { _ = try TokenPrice(text) }?.code == "model-price", "\(text)")
        }
    }
}
