internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// The platform's own HTTP client, held to one exchange: certificates are checked, nothing is cached or kept, and a
/// redirect is an answer like any other, so that no header reaches another host.
struct URLSessionTransport: Transport {
    /// For the whole exchange.
    var timeout: Duration
    /// Bytes of an answer beyond which nobody listens any more.
    var largestAnswer = 8 << 20

    func send(_ request: HTTPRequest, key: APIKey?) async throws -> HTTPResponse {
        guard let url = URL(string: request.url) else { throw TransportError.connection("the address can't be read") }
        var sent = URLRequest(url: url)
        sent.httpMethod = "POST"
        sent.httpBody = Data(request.body)
        sent.setValue("application/json", forHTTPHeaderField: "Content-Type")
        sent.setValue("application/json", forHTTPHeaderField: "Accept")
        sent.setValue("berry", forHTTPHeaderField: "User-Agent")
        for (name, value) in request.headers {
            sent.setValue(
                key.map { value.replacing(Self.keyPlace, with: $0.secret) } ?? value, forHTTPHeaderField: name)
        }

        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        // The platform's own limit is for idle time; it's there in case the one below isn't kept.
        configuration.timeoutIntervalForRequest = timeout.seconds + 5
        let exchange = Exchange(largestAnswer: largestAnswer, timeout: timeout)
        let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: sent)
        // A server that sends a byte now and then would never be idle.
        let watch = Task { [timeout] in
            try await Task.sleep(for: timeout)
            exchange.end(.failure(.timedOut(timeout)))
            task.cancel()
        }
        defer { watch.cancel() }
        let response = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: Exchange.Waiting) in
                exchange.wait(continuation)
                task.resume()
            }
        } onCancel: {
            exchange.end(.failure(.connection("the run was interrupted")))
            task.cancel()
        }
        guard let key else { return response }
        return HTTPResponse(
            status: response.status, headers: response.headers.mapValues(key.redact), body: key.redact(response.body))
    }

    /// What stands for the key in the headers of a request.
    static let keyPlace = "{key}"
}

/// Collects what comes for one task.
private final class Exchange: NSObject, URLSessionDataDelegate, Sendable {
    typealias Waiting = CheckedContinuation<HTTPResponse, any Error>

    private struct State {
        var continuation: Waiting?
        var outcome: Result<HTTPResponse, TransportError>?
        var body: [UInt8] = []
    }

    private let state = Mutex(State())
    private let largestAnswer: Int
    private let timeout: Duration

    init(largestAnswer: Int, timeout: Duration) {
        self.largestAnswer = largestAnswer
        self.timeout = timeout
    }

    func wait(_ continuation: Waiting) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.continuation = continuation }
            return state.outcome
        }
        if let outcome { continuation.resume(with: outcome.mapError { $0 }) }
    }

    /// The first end counts.
    func end(_ outcome: Result<HTTPResponse, TransportError>) {
        let continuation = state.withLock { state -> Waiting? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(with: outcome.mapError { $0 })
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooMuch = state.withLock { state in
            guard state.outcome == nil, state.body.count + data.count <= largestAnswer else { return true }
            state.body += data
            return false
        }
        guard isTooMuch else { return }
        end(.failure(.tooLarge(largestAnswer)))
        dataTask.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error = error as? URLError { return end(.failure(reason(error))) }
        if let error { return end(.failure(.connection(error.localizedDescription))) }
        guard let response = task.response as? HTTPURLResponse else {
            return end(.failure(.connection("the answer isn't HTTP")))
        }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers[name.lowercased()] = value }
        }
        let body = state.withLock(\.body)
        end(.success(HTTPResponse(status: response.statusCode, headers: headers, body: body)))
    }

    private func reason(_ error: URLError) -> TransportError {
        let text = error.localizedDescription
        switch error.code {
        case .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected:
            return .untrusted(text)
        case .timedOut: return .timedOut(timeout)
        // On Linux a certificate's fault has no code of its own.
        default: return text.localizedCaseInsensitiveContains("certificate") ? .untrusted(text) : .connection(text)
        }
    }
}

extension Duration {
    /// Fractions included.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
