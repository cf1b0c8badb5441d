internal import Diagnostics
internal import Foundation
internal import SystemPackage

/// The stage at which the last run stopped, for `berry stages`. It is gone when the stage succeeds.
struct StageFailure: Codable {
    var stage: StageName
    /// The key under which the stage failed; with another one it may succeed.
    var key: String
    /// The first error, in one line.
    var message: String

    init(_ stage: StageName, key: String, _ error: any Error) {
        self.stage = stage
        self.key = key
        let errors = (error as? DiagnosticsError)?.diagnostics.filter { $0.severity == .error } ?? []
        message = errors.first?.message ?? "\(error)"
        if errors.errorCount > 1 { message += " (and \(errors.errorCount - 1) more)" }
    }

    static func read(in project: ProjectFolder) -> StageFailure? {
        guard let bytes = try? FileIO.read(project.failure) else { return nil }
        return try? JSONDecoder().decode(StageFailure.self, from: Data(bytes))
    }

    /// That it fails to be written mustn't hide the failure itself.
    func write(in project: ProjectFolder) {
        guard let text = try? JSONEncoder().encode(self) else { return }
        try? Journal.replaceState(project.failure, with: Array(text), in: project)
    }
}
