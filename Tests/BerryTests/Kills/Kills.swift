import Foundation
import Subprocess
import SystemPackage

/// How often runs were killed, by the stage they were in.
struct Kills {
    private(set) var stages: [String: Int] = [:]

    init() {}

    /// One kill.
    init(in stage: String) { stages = [stage: 1] }

    mutating func add(_ other: Kills) { stages.merge(other.stages, uniquingKeysWith: +) }

    var total: Int { stages.values.reduce(0, +) }

    func report(_ title: String) {
        print("\(title): \(total) kills")
        for (stage, count) in stages.sorted(by: { $0.key < $1.key }) { print("  \(stage): \(count)") }
    }

    /// `generate.schema.after-write` → `schema`, `apply.before-commit` → `apply`.
    static func stage(of failpoint: String) -> String {
        let parts = failpoint.split(separator: ".")
        return String(parts.count == 3 ? parts[1] : parts.first ?? "start")
    }

    /// Runs `body`, which answers the stage that was killed, again and earlier when the run had ended already.
    static func beforeTheEnd(_ moment: Duration, _ body: (Duration) async throws -> String?) async throws -> Kills {
        var moment = moment
        for _ in 0..<8 {
            if let stage = try await body(moment) { return Kills(in: stage) }
            moment = moment / 2
        }
        return Kills()
    }

    /// How many random moments are tried with each of `generate` and `db setup`; more where `BERRY_KILLS` says so.
    static var randomMoments: Int { asked ?? 30 }
    /// How many pushes are killed.
    static var pushes: Int { asked ?? 12 }
    static var isThorough: Bool { asked != nil }

    private static var asked: Int? { ProcessInfo.processInfo.environment["BERRY_KILLS"].flatMap { Int($0) } }
}

/// A place where an uninterrupted run passed.
struct Place: Sendable, Hashable {
    var name: String
    var occurrence: Int

    /// The first time that each place was passed, in order; where `BERRY_KILLS` asks for more, also the last.
    static func places(in log: String) -> [Place] {
        let names = log.split(separator: "\n").map(String.init)
        var counts: [String: Int] = [:]
        var places: [Place] = []
        for name in names {
            counts[name, default: 0] += 1
            if counts[name] == 1 { places.append(Place(name: name, occurrence: 1)) }
        }
        guard Kills.isThorough else { return places }
        return places
            + places.compactMap { place in
                counts[place.name].flatMap { $0 > 1 ? Place(name: place.name, occurrence: $0) : nil }
            }
    }

    var variable: String { "\(name)#\(occurrence)" }
}

extension Project {
    /// Runs and ends it as soon as it passes `place`.
    func kill(at place: Place, _ arguments: String...) async throws -> Run {
        try await launch(arguments, ["BERRY_FAILPOINT": place.variable])
    }

    /// Runs and ends it after a time; answers where that was.
    func kill(after moment: Duration, _ arguments: String...) async throws -> (run: Run, stage: String) {
        let log = folder.appending("passed")
        try write("passed", "")
        let run = try await launch(arguments, ["BERRY_FAILPOINT_LOG": log.string]) { running in
            try await Task.sleep(for: moment)
            // It may have ended meanwhile.
            try? running.send(signal: .kill)
        }
        let last = try read("passed").split(separator: "\n").last.map(String.init) ?? "start"
        try remove("passed")
        return (run, Kills.stage(of: last))
    }

    /// The places that an uninterrupted run passes.
    func log(_ arguments: String...) async throws -> (run: Run, passed: String) {
        try write("passed", "")
        let run = try await launch(arguments, ["BERRY_FAILPOINT_LOG": folder.appending("passed").string])
        let passed = try read("passed")
        try remove("passed")
        return (run, passed)
    }
}

/// Waits until `condition` holds, a minute at most.
func patiently(_ condition: () throws -> Bool) async throws {
    for _ in 0..<30_000 {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// Runs `body` for each element, two at a time.
func inPairs<Element: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Kills
) async throws -> Kills {
    try await withThrowingTaskGroup(of: Kills.self) { group in
        var kills = Kills()
        for (number, element) in elements.enumerated() {
            if number >= 2, let done = try await group.next() { kills.add(done) }
            group.addTask { try await body(element) }
        }
        for try await done in group { kills.add(done) }
        return kills
    }
}

/// The same numbers in every run (SplitMix64, public domain, by Sebastiano Vigna).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
