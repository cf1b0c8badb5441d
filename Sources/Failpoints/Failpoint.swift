#if DEBUG
    internal import Foundation
#endif

/// Named places where tests let the process die, to show that nothing is lost there. Debug builds only.
///
/// `BERRY_FAILPOINT=NAME` kills the process when it passes the place for the first time, `NAME#3` for the third;
/// `BERRY_FAILPOINT_STOP` stops it there until it is told to go on (`SIGSTOP`, `SIGCONT`).
/// `BERRY_FAILPOINT_LOG=FILE` appends the name of each place that is passed, one a line.
public enum Failpoint {
    public static func pass(_ name: @autoclosure () -> String) {
        #if DEBUG
            FailpointState.shared.pass(name())
        #endif
    }
}

#if DEBUG
    private final class FailpointState: @unchecked Sendable {
        static let shared = FailpointState()

        private let targets: [(name: String, occurrence: Int, signal: Int32)]
        private let log: String?
        /// Guards `passed`.
        private let lock = NSLock()
        private var passed: [String: Int] = [:]

        private init() {
            let environment = ProcessInfo.processInfo.environment
            targets = [("BERRY_FAILPOINT", SIGKILL), ("BERRY_FAILPOINT_STOP", SIGSTOP)].compactMap { variable, signal in
                guard let parts = environment[variable]?.split(separator: "#", maxSplits: 1) else { return nil }
                return (String(parts.first ?? ""), parts.count == 2 ? Int(parts[1]) ?? 1 : 1, signal)
            }
            log = environment["BERRY_FAILPOINT_LOG"]
        }

        func pass(_ name: String) {
            guard !targets.isEmpty || log != nil else { return }
            lock.lock()
            defer { lock.unlock() }
            if let log, let file = FileHandle(forWritingAtPath: log) {
                file.seekToEndOfFile()
                file.write(Data("\(name)\n".utf8))
                try? file.close()
            }
            let occurrence = passed[name, default: 0] + 1
            passed[name] = occurrence
            for target in targets where target.name == name && target.occurrence == occurrence {
                kill(getpid(), target.signal)
            }
        }
    }
#endif
