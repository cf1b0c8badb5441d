import Foundation
import Fuzzing
import Glibc

/// Feeds mutated texts to the readers, each in processes of its own, so that a crash is one finding and not the end.
///
///     FuzzRunner COUNT [READER…]
///     FuzzRunner --input READER NUMBER     prints the text with this number
@main
struct FuzzRunner {
    /// How long one text may take, in seconds, and how much memory a process may use, in megabytes.
    static let (mostSeconds, mostMemory) = (1.0, 500)
    /// How many texts one process reads.
    static let batch = 20_000

    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        if arguments.first == "--input", arguments.count == 3, let reader = ReaderFuzz.Reader(rawValue: arguments[1]) {
            let fuzz = try ReaderFuzz(reader, corpus: folder)
            FileHandle.standardOutput.write(Data(fuzz.input(Int(arguments[2]) ?? 0)))
            return
        }
        if arguments.first == "--work", arguments.count == 4, let reader = ReaderFuzz.Reader(rawValue: arguments[1]) {
            return try work(ReaderFuzz(reader, corpus: folder), (Int(arguments[2]) ?? 0)..<(Int(arguments[3]) ?? 0))
        }
        guard let count = arguments.first.flatMap({ Int($0) }) else {
            print("usage: FuzzRunner COUNT [json|yaml|dbml|sql…]")
            exit(64)
        }
        let readers = arguments.dropFirst().compactMap { ReaderFuzz.Reader(rawValue: $0) }
        var findings = 0
        for reader in readers.isEmpty ? ReaderFuzz.Reader.allCases : readers { findings += try run(reader, count) }
        if findings > 0 { exit(1) }
    }

    /// Reads texts, and says which one it is at.
    private static func work(_ fuzz: ReaderFuzz, _ numbers: Range<Int>) throws {
        for number in numbers {
            var at = number
            withUnsafeBytes(of: &at) { _ = pwrite(3, $0.baseAddress, $0.count, 0) }
            // Ends the process when it takes much longer.
            alarm(10)
            let input = fuzz.input(number)
            let start = ContinuousClock.now
            fuzz.read(input)
            let duration = ContinuousClock.now - start
            if duration > .seconds(mostSeconds) { print("\(fuzz.reader.rawValue) \(number) took \(duration)") }
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let megabytes = usage.ru_maxrss / 1024
        if megabytes > mostMemory { print("\(fuzz.reader.rawValue) \(numbers) took \(megabytes) MB") }
    }

    private static func run(_ reader: ReaderFuzz.Reader, _ count: Int) throws -> Int {
        var findings = 0
        let start = ContinuousClock.now
        var next = 0
        while next < count {
            let end = min(count, next + batch)
            let (status, at, output) = try child(reader, next..<end)
            for line in output.split(separator: "\n") {
                print(line)
                findings += 1
            }
            if status == 0 {
                next = end
            } else {
                print("\(reader.rawValue) \(at): the process ended with status \(status)")
                findings += 1
                next = at + 1
            }
        }
        print("\(reader.rawValue): \(count) inputs, \(findings) findings, \(ContinuousClock.now - start)")
        return findings
    }

    /// A process's status, the number it was at, and what it printed.
    private static func child(
        _ reader: ReaderFuzz.Reader, _ numbers: Range<Int>
    ) throws -> (status: Int32, at: Int, output: String) {
        let folder = FileManager.default.temporaryDirectory
        let (place, output) = (
            folder.appending(path: "fuzz-\(UUID())").path, folder.appending(path: "fuzz-\(UUID())").path
        )
        defer { for path in [place, output] { unlink(path) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 3, place, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        let words = [
            CommandLine.arguments[0], "--work", reader.rawValue, "\(numbers.lowerBound)", "\(numbers.upperBound)",
        ]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        guard posix_spawn(&process, words[0], &actions, nil, arguments, environ) == 0 else {
            throw CocoaError(.executableNotLoadable)
        }
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process else { throw CocoaError(.executableNotLoadable) }
        let bytes = (try? Data(contentsOf: URL(filePath: place))) ?? Data()
        let at = bytes.count == 8 ? bytes.withUnsafeBytes { $0.loadUnaligned(as: Int.self) } : numbers.lowerBound
        return (status, at, (try? String(contentsOfFile: output, encoding: .utf8)) ?? "")
    }
}
