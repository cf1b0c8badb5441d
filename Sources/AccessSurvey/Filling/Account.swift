/// Somebody who signs in during a survey.
struct Account: Hashable {
    let id: String
    /// Whether rows name it.
    let isMember: Bool
    var isAnonymous = false
    /// A value of its own in a column of the profile: the column, and the value.
    var quality: Quality?

    struct Quality: Hashable {
        var table: String
        var column: String
        var value: String
    }

    static func id(_ number: Int) -> String {
        "0000\(number / 10)00\(number % 10)-5eed-4acc-8000-00000000000a"
    }
}

/// Numbers that are the same wherever a name is, so that a column added elsewhere changes no value.
func steadyNumber(_ parts: String...) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\u{1F}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 33
    hash &*= 0xFF51_AFD7_ED55_8CCD
    return Int((hash ^ (hash >> 29)) >> 2)
}
