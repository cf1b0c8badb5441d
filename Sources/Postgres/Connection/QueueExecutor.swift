internal import Dispatch

/// Runs an actor's jobs on one dispatch queue, so that blocking calls never hold a thread of Swift's pool.
///
/// `DispatchSerialQueue`, which is a `SerialExecutor` by itself, exists only in Apple's Dispatch.
final class QueueExecutor: SerialExecutor {
    let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
