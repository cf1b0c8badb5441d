import Foundation
import Glibc

/// What a stretch of this process's work took; what a server did for it isn't counted but waited for.
struct ClientCost {
    /// User and system time of all threads, in seconds.
    var cpu = 0.0
    /// In seconds.
    var wall = 0.0

    static func of<Value>(_ body: () async throws -> Value) async throws -> (value: Value, cost: ClientCost) {
        let (start, before) = (ContinuousClock.now, processorTime)
        let value = try await body()
        return (value, ClientCost(cpu: processorTime - before, wall: (ContinuousClock.now - start).inSeconds))
    }

    static func + (left: Self, right: Self) -> Self {
        ClientCost(cpu: left.cpu + right.cpu, wall: left.wall + right.wall)
    }

    private static var processorTime: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
