public import SchemaDiff

/// What somebody agreed to in the head of a migration: a hazard by its name, how much may be at stake, and why.
///
///     -- Approved: up to 12 values for data-loss:todos.notes
///     -- Reason: the notes are in the wiki now
public struct HazardApproval: Codable, Hashable, Sendable {
    /// The hazard's name and what it is about.
    public var approval: Approval
    /// Nil for what isn't counted.
    public var limit: Amount?
    /// On one line; nil where nobody gave one.
    public var reason: String?

    /// So much of something: "12 values".
    public struct Amount: Codable, Hashable, Sendable {
        public var number: Int
        /// What is counted, as it is printed; not compared.
        public var unit: String

        public init(number: Int, unit: String) {
            self.number = number
            self.unit = unit
        }
    }

    private static let mark = "-- Approved: "
    private static let reasonMark = "-- Reason: "

    public init(_ approval: Approval, limit: Amount? = nil, reason: String? = nil) {
        self.approval = approval
        self.limit = limit
        let words = (reason ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.reason = words.isEmpty ? nil : words
    }

    /// Agrees to what a database was found to have at stake.
    init(of measured: MeasuredHazard, reason: String?) {
        self.init(
            Approval(measured.hazard.name, subject: measured.hazard.subject.shortName), limit: measured.amount,
            reason: reason)
    }

    /// Reads a line of a head; nil when it is another one.
    init?(line: some StringProtocol) {
        guard line.hasPrefix(Self.mark) else { return nil }
        let text = String(line.dropFirst(Self.mark.count))
        if let approval = Approval(text) {
            self.init(approval)
            return
        }
        guard let parts = text.wholeMatch(of: /up to ([0-9]+) (.*?) for ([a-z-]+:.+)/),
            let number = Int(parts.output.1), let approval = Approval(String(parts.output.3))
        else { return nil }
        self.init(approval, limit: Amount(number: number, unit: String(parts.output.2)))
    }

    /// The reason that a line of a head gives; nil when it is another one.
    static func reason(line: some StringProtocol) -> String? {
        line.hasPrefix(reasonMark) ? String(line.dropFirst(reasonMark.count)) : nil
    }

    /// What the head says of it.
    var lines: [String] {
        let amount = limit.map { "up to \($0.number) \($0.unit) for " } ?? ""
        return ["\(Self.mark)\(amount)\(approval)"] + (reason.map { ["\(Self.reasonMark)\($0)"] } ?? [])
    }

    /// Whether it agrees to as much as a database was found to have at stake. What couldn't be counted there isn't
    /// covered by a number, nor a number by none.
    public func covers(_ measured: MeasuredHazard) -> Bool {
        guard approval.allows(measured.hazard) else { return false }
        if measured.problem != nil { return false }
        guard let amount = measured.amount else { return true }
        return limit.map { amount.number <= $0.number } ?? false
    }
}

extension MeasuredHazard {
    /// What is at stake as an approval says it: sizes in whole megabytes, because tables grow. Nil for what isn't
    /// counted, and for numbers that only tell how much something was used.
    var amount: HazardApproval.Amount? {
        guard let number, let question = hazard.question else { return nil }
        switch (question.unit, hazard.name) {
        case (.count(let one, let many), .dataLoss), (.count(let one, let many), .rejectsRows),
            (.count(let one, let many), .changesRows):
            return .init(number: number, unit: number == 1 ? one : many)
        case (.bytes, .rewrite), (.bytes, .longScan), (.bytes, .lock):
            return .init(number: (number + (1 << 20) - 1) >> 20, unit: "MB")
        default: return nil
        }
    }
}
