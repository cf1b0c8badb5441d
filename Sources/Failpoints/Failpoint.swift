#if DEBUG
    internal import Foundation
#endif

/// Named places where tests let the process die, to show that nothing is lost there. Debug builds only.
///
/// `BERRY_FAILPOINT=NAME` kills the process when it passes the place for the first time, `NAME#3` for the third.
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

        private let target: (name: String, occurrence: Int)?
        private let log: String?
        /// Guards `passed`.
        private let lock = NSLock()
        private var passed = 0

        private init() {
            let environment = ProcessInfo.processInfo.environment
            target = environment["BERRY_FAILPOINT"].map { text in
                let parts = text.split(separator: "#", maxSplits: 1)
                return (String(parts.first ?? ""), parts.count == 2 ? Int(parts[1]) ?? 1 : 1)
            }
            log = environment["BERRY_FAILPOINT_LOG"]
        }

        func pass(_ name: String) {
            guard target != nil || log != nil else { return }
            lock.lock()
            defer { lock.unlock() }
            if let log, let file = FileHandle(forWritingAtPath: log) {
                file.seekToEndOfFile()
                file.write(Data("\(name)\n".utf8))
                try? file.close()
            }
            if let target, target.name == name {
                passed += 1
                if passed == target.occurrence { kill(getpid(), SIGKILL) }
            }
        }
    }
#endif
