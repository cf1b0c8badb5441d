#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A socket that listens and never answers.
final class SilentServer: Sendable {
    struct Failed: Error { let code = errno }

    let folder: String
    private let descriptor: Int32
    private var path: String { "\(folder)/.s.PGSQL.5432" }

    init() throws {
        var name = Array("/tmp/berry-silent-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw Failed() }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #if canImport(Glibc)
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "\(folder)/.s.PGSQL.5432".utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else { throw Failed() }
    }

    deinit {
        close(descriptor)
        unlink(path)
        rmdir(folder)
    }
}
