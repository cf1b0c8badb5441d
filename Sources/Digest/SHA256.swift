#if canImport(CryptoKit)
    private import CryptoKit
#else
    private import CLibCrypto
#endif

/// A SHA-256 digest (FIPS 180-4), computed by the system's cryptography library.
public struct Digest: Hashable, Sendable {
    /// Sixty-four lower-case hexadecimal digits.
    public let hex: String

    /// Digests `bytes` in one call.
    public init(of bytes: [UInt8]) {
        #if canImport(CryptoKit)
            hex = Self.hexadecimal(SHA256.hash(data: bytes))
        #else
            var output = [UInt8](repeating: 0, count: 32)
            var length: UInt32 = 0
            let succeeded = EVP_Digest(bytes, bytes.count, &output, &length, EVP_sha256(), nil)
            // EVP_Digest fails only when the library was built without SHA-256 or has no memory left.
            precondition(succeeded == 1 && length == 32, "the system's libcrypto can't compute SHA-256")
            hex = Self.hexadecimal(output)
        #endif
    }

    /// Digests the UTF-8 bytes of `text`.
    public init(of text: String) { self.init(of: Array(text.utf8)) }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Digest: Codable {
    public init(from decoder: any Decoder) throws { hex = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
