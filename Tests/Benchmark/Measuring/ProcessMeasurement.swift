import Foundation
import Glibc

/// What one run of a command took, by the operating system's own accounting.
struct ProcessMeasurement {
    /// User and system time, in seconds.
    var cpu: Double
    /// In seconds.
    var wall: Double
    /// Peak resident memory, in megabytes.
    var memory: Double

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs `command`; what it complains about goes to a file in the folder `log`.
    /// - Parameters:
    ///   - output: the file for what it prints.
    ///   - codes: the exit codes that are no failure.
    static func run(
        _ command: [String], log folder: String, output: String = "/dev/null", codes: Set<Int32> = [0]
    ) throws -> ProcessMeasurement {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/bench.log", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        let start = ContinuousClock.now
        var process: pid_t = 0
        guard posix_spawn(&process, command[0], &actions, nil, arguments, environ) == 0 else {
            throw Failure(description: "can't run \(command[0])")
        }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(process, &status, 0, &usage) == process else { throw Failure(description: "lost the process") }
        // The lowest seven bits are the signal that ended it.
        guard status & 0x7f == 0, codes.contains(status >> 8) else {
            let log = (try? String(contentsOfFile: "\(folder)/bench.log", encoding: .utf8)) ?? ""
            throw Failure(description: "\(command.joined(separator: " ")) failed: \(log)")
        }
        return ProcessMeasurement(
            cpu: ClientCost.seconds(usage.ru_utime) + ClientCost.seconds(usage.ru_stime),
            wall: (ContinuousClock.now - start).inSeconds, memory: Double(usage.ru_maxrss) / 1024)
    }
}
