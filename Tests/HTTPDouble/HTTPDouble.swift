import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server on this machine that answers as it is told, in every wrong way too. It speaks as much of HTTP as that
/// needs; each connection is for one exchange.
public final class HTTPDouble: Sendable {
    /// What somebody sent.
    public struct Received: Sendable {
        public var path: String
        /// With names in lower case.
        public var headers: [String: String]
        public var body: [UInt8]

        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What is sent back.
    public enum Answer: Sendable {
        case whole(status: Int = 200, headers: [String: String] = [:], String)
        /// Ends before as many bytes as were promised.
        case cut(String, promised: Int)
        /// A byte, a pause, a byte, and so on.
        case drip(String, pause: Duration)
        /// As many bytes as somebody takes.
        case endless
        /// Closes without a word.
        case hangUp
    }

    public let port: Int
    private let listener: CInt
    private let script: @Sendable (Int, Received) -> Answer
    private let received = Mutex<[Received]>([])

    public var address: String { "http://127.0.0.1:\(port)" }

    /// What came so far, in its order.
    public var requests: [Received] { received.withLock { $0 } }

    /// - Parameter script: is given the number of the request, from 0, and the request.
    public init(_ script: @escaping @Sendable (Int, Received) -> Answer) throws {
        self.script = script
        #if canImport(Darwin)
            let stream = SOCK_STREAM
        #else
            let stream = CInt(SOCK_STREAM.rawValue)
        #endif
        listener = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, length) == 0, listen(listener, 16) == 0 else { return CInt(-1) }
                return getsockname(listener, address, &length)
            }
        }
        guard listener >= 0, status == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        // Whoever is gone gets no signal sent.
        signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { [self] in
                    serve(connection)
                    close(connection)
                }
            }
        }
    }

    public func stop() {
        shutdown(listener, CInt(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: CInt) {
        guard let request = read(connection) else { return }
        let number = received.withLock { received in
            received.append(request)
            return received.count - 1
        }
        switch script(number, request) {
        case .whole(let status, let headers, let body):
            var headers = headers
            if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
            headers["Content-Length"] = "\(body.utf8.count)"
            send(connection, head(status, headers) + body)
        case .cut(let body, let promised):
            send(connection, head(200, ["Content-Length": "\(promised)"]) + body)
        case .drip(let body, let pause):
            guard send(connection, head(200, ["Content-Length": "\(body.utf8.count)"])) else { return }
            for byte in body.utf8 {
                guard send(connection, String(decoding: [byte], as: UTF8.self)) else { return }
                Thread.sleep(forTimeInterval: Double(pause.components.attoseconds) / 1e18)
            }
        case .endless:
            let lump = String(repeating: " ", count: 1 << 16)
            guard send(connection, head(200, [:])) else { return }
            while send(connection, lump) {}
        case .hangUp: break
        }
    }

    private func head(_ status: Int, _ headers: [String: String]) -> String {
        (["HTTP/1.1 \(status) As told", "Connection: close"] + headers.map { "\($0): \($1)" }.sorted())
            .joined(separator: "\r\n") + "\r\n\r\n"
    }

    @discardableResult
    private func send(_ connection: CInt, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func read(_ connection: CInt) -> Received? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let request = Self.request(in: bytes) { return request }
            // Long bodies are announced by a question whether they are welcome.
            if bytes.contains(subsequence: Array("100-continue\r\n".utf8)), bytes.suffix(4).elementsEqual(Self.blank) {
                send(connection, "HTTP/1.1 100 Continue\r\n\r\n")
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    private static let blank = Array("\r\n\r\n".utf8)

    /// Nil while some of it is on its way.
    private static func request(in bytes: [UInt8]) -> Received? {
        guard let end = bytes.start(of: blank) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces)
        }
        let body = Array(bytes[(end + blank.count)...])
        guard body.count >= Int(headers["content-length"] ?? "0") ?? 0 else { return nil }
        return Received(path: words.count > 1 ? String(words[1]) : "", headers: headers, body: body)
    }
}

extension [UInt8] {
    fileprivate func start(of other: [UInt8]) -> Int? {
        guard count >= other.count else { return nil }
        return (0...count - other.count).first { self[$0..<$0 + other.count].elementsEqual(other) }
    }

    fileprivate func contains(subsequence other: [UInt8]) -> Bool { start(of: other) != nil }
}
