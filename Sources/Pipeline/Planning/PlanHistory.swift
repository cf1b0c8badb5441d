internal import Diagnostics
internal import Specification
internal import SystemPackage

/// The plans of a project, numbered: `.berry/plans/0001.json`, and beside it the text that the plan replaced.
struct PlanHistory {
    private let project: ProjectFolder
    private var folder: FilePath { project.state.appending("plans") }

    init(_ project: ProjectFolder) { self.project = project }

    /// A record with its number.
    struct Entry {
        var number: Int
        var record: PlanRecord
    }

    /// Keeps a plan before it is carried out, so that no change is ever without its record.
    ///
    /// - Returns: its number.
    func add(_ record: PlanRecord, before: [UInt8]?) throws(DiagnosticsError) -> Int {
        try FileIO.checkInside(folder, of: project.root)
        try FileIO.createDirectory(folder)
        let number = (try numbers().last ?? 0) + 1
        if let before { try Journal.replaceState(text(of: number), with: before, in: project) }
        try write(Entry(number: number, record: record))
        return number
    }

    func remove(_ number: Int) throws(DiagnosticsError) {
        try FileIO.remove(path(of: number))
        try FileIO.remove(text(of: number))
    }

    func write(_ entry: Entry) throws(DiagnosticsError) {
        let json = CanonicalJSON.text(of: entry.record.write(), open: true)
        try Journal.replaceState(path(of: entry.number), with: Array(json.utf8), in: project)
    }

    /// The text that a plan replaced.
    func before(_ number: Int) throws(DiagnosticsError) -> [UInt8]? { try FileIO.read(text(of: number)) }

    /// The plans that weren't taken back, the last first.
    func standing() throws(DiagnosticsError) -> [Entry] {
        var entries: [Entry] = []
        for number in try numbers().reversed() {
            guard let file = try SourceFile.read(path(of: number), called: name(of: number)) else { continue }
            let document = try Document(file)
            var reading = Reading(file: file)
            guard let record = PlanRecord.read(document.root, &reading), !reading.diagnostics.hasErrors else {
                throw DiagnosticsError(reading.diagnostics.sorted)
            }
            if record.undone != true { entries.append(Entry(number: number, record: record)) }
        }
        return entries
    }

    /// In ascending order.
    private func numbers() throws(DiagnosticsError) -> [Int] {
        try FileIO.names(in: folder).compactMap { $0.hasSuffix(".json") ? Int($0.dropLast(".json".count)) : nil }
            .filter { $0 > 0 && $0 < Int.max }.sorted()
    }

    /// What messages call a plan's text.
    func textName(of number: Int) -> String { ".berry/plans/\(padded(number)).before" }

    private func name(of number: Int) -> String { ".berry/plans/\(padded(number)).json" }
    private func path(of number: Int) -> FilePath { folder.appending("\(padded(number)).json") }
    private func text(of number: Int) -> FilePath { folder.appending("\(padded(number)).before") }

    private func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
