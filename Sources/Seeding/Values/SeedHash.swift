/// Numbers that look random and are always the same: FNV-1a over what names them, mixed by SplitMix64's finalizer
/// (<https://prng.di.unimi.it/splitmix64.c>).
struct SeedHash: Hashable, Sendable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init(_ parts: String...) {
        for part in parts {
            for byte in part.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
            // No text holds this byte, so ("ab", "c") and ("a", "bc") differ.
            value = (value ^ 0xFF) &* 0x100_0000_01b3
        }
    }

    /// The number for a row, and for one of several uses within it.
    func number(_ row: Int, _ use: UInt64 = 0) -> UInt64 {
        var mixed =
            value &+ UInt64(bitPattern: Int64(row + 1)) &* 0x9E37_79B9_7F4A_7C15 &+ use
            &* 0xD1B5_4A32_D192_ED03
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A choice that is the same for every row, below `bound`.
    func offset(below bound: Int) -> Int { Int(number(-1) % UInt64(bound)) }

    /// A UUID with the variant of RFC 9562 and the version of those made from names, although the hash isn't SHA-1.
    func uuid(_ row: Int) -> String {
        let high = number(row, 1) & 0xFFFF_FFFF_FFFF_0FFF | 0x5000
        let low = number(row, 2) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = [high, low].map { half in
            let text = String(half, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }
        let (first, second) = (digits[0], digits[1])
        return "\(first.prefix(8))-\(first.dropFirst(8).prefix(4))-\(first.suffix(4))-\(second.prefix(4))-"
            + "\(second.suffix(12))"
    }
}
