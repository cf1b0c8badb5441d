/// How far a step of many equal parts has come.
struct ProgressBar {
    /// Fewer parts than this are done before anybody has seen a bar.
    static let worthwhile = 200
    private static let width = 30

    var done: Int
    var total: Int

    /// The bar, when it looks different from the one before: `[######----] 1200/2000`.
    var text: String? {
        let filled = done * Self.width / total
        guard done == 0 || filled != (done - 1) * Self.width / total else { return nil }
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        return "[\(bar)] \(done)/\(total)"
    }
}
