/// Whether the same arguments always give the same result.
///
/// An index, its `where` and a generated column take only what is immutable; a check should be immutable, or rows
/// that passed once may fail to be restored from a dump.
///
/// Related manual page: <https://www.postgresql.org/docs/current/xfunc-volatility.html>
public enum Volatility: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
    /// The arguments alone decide.
    case immutable
    /// Fixed within a statement; settings such as the time zone, or the start of the transaction, take part.
    case stable
    /// Different at each call.
    case volatile

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .immutable: 0
        case .stable: 1
        case .volatile: 2
        }
    }
}
