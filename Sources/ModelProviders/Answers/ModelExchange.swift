internal import Digest
public import Specification

/// One question and its answer, as cassettes and checkpoints keep them. The question is kept by its digest, the answer
/// without headers; so neither holds a key.
public struct ModelExchange: SpecificationObject {
    public static let title = "an exchange with a model"
    public static let definition = "exchange"

    /// SHA-256 over the provider's name, the service's path and the question's bytes.
    public var question = ""
    public var provider = ""
    public var model = ""
    public var status = 200
    public var answer = ""
    public var source = Source()

    public init() {}

    public static let keys: [Key<ModelExchange>] = [
        Key(required: "question", \.question, "SHA-256 of the question."),
        Key(required: "provider", \.provider, "Whose interface it was."),
        Key(required: "model", \.model, "The model that was asked."),
        Key(required: "status", \.status, "The HTTP status of the answer."),
        Key(required: "answer", \.answer, "The answer's body."),
    ]

    init(_ request: HTTPRequest, _ connection: ModelConnection, _ response: HTTPResponse) {
        question = Self.digest(of: request, connection)
        provider = connection.provider.rawValue
        model = connection.model
        status = response.status
        answer = String(decoding: response.body, as: UTF8.self)
    }

    var response: HTTPResponse { HTTPResponse(status: status, body: Array(answer.utf8)) }

    static func digest(of request: HTTPRequest, _ connection: ModelConnection) -> String {
        let path = request.url.dropFirst(connection.address.text.count)
        return Digest(of: Array("\(connection.provider.rawValue)\n\(path)\n".utf8) + request.body).hex
    }
}
