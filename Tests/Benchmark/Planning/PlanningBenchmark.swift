import Diagnostics
import Foundation
import Planning
import Specification

/// What the English planner takes for a large specification: once to load it, and for each request after that.
struct PlanningBenchmark {
    static let entities = 1_000
    var runs: Int

    /// Requests of different kinds; one is misspelt, which has every name looked through.
    private static let requests = [
        "add due dates to invoice lines",
        "add priority levels to supplier contracts: low, medium or high",
        "rename the title of garden orders to headline",
        "only admins can delete stock reports",
        "each winter route belongs to a summer event",
        "users can comment on garden notes and like them",
        "add a discont to suplier contarcts, and make the title of invoice lines unique",
        "A clinic has rooms and devices. Rooms have a floor and a name. Devices belong to a room and can be reserved.",
    ]

    private static let firstWords = [
        "Invoice", "Supplier", "Garden", "Stock", "Winter", "Summer", "Office", "School", "Market", "Travel", "Music",
        "Health", "Energy", "Harbor", "Forest", "Kitchen", "Factory", "Library", "Museum", "Station", "Village",
        "Bridge",
        "Planet", "Camera", "Engine", "Paper", "Silver", "Copper", "Island", "Valley", "River", "Castle", "Desert",
        "Meadow", "Studio", "Theatre", "Airport", "Cinema", "Hotel", "Bakery",
    ]
    private static let secondWords = [
        "Line", "Contract", "Order", "Report", "Route", "Event", "Note", "Visit", "Ticket", "Claim", "Member", "Lesson",
        "Batch", "Device", "Sample", "Survey", "Voucher", "Shift", "Parcel", "Recipe", "Budget", "Permit", "Rental",
        "Meeting", "Project",
    ]

    func goals() throws -> [Goal] {
        var text = SpecificationGenerator(entities: Self.entities).text()
        for index in (0..<Self.entities).reversed() {
            let name = Self.firstWords[index % Self.firstWords.count] + Self.secondWords[index / Self.firstWords.count]
            text = text.replacing("\"Thing\(index)\"", with: "\"\(name)\"")
        }
        // What it knows of English is read once in a process.
        let begin = ContinuousClock.now
        let planner = EnglishPlanner(lexicon: .english)
        let lexicon = (ContinuousClock.now - begin).inSeconds
        var loading: [Double] = []
        var planning: [Double] = []
        var slowest = (request: "", time: 0.0)
        var specification: Specification?
        for _ in 0..<runs {
            let start = ContinuousClock.now
            specification = try Self.specification(text)
            loading.append(lexicon + (ContinuousClock.now - start).inSeconds)
            for request in Self.requests {
                let start = ContinuousClock.now
                let plan = planner.plan(request, for: specification)
                let time = (ContinuousClock.now - start).inSeconds
                planning.append(time)
                if time > slowest.time { slowest = (request, time) }
                if plan.edits.isEmpty { print("nothing is made of: \(request): \(plan.refusal ?? "")") }
            }
        }
        print("\nThe slowest request: \(number(slowest.time * 1000)) ms: \(slowest.request)")
        return [
            Goal(name: "English planner, loading 1,000 entities", measured: loading.median, limit: 0.3, unit: "s"),
            Goal(name: "English planner, a request after that", measured: planning.median, limit: 0.05, unit: "s"),
            Goal(name: "English planner, the slowest request", measured: planning.max(), limit: 0.05, unit: "s"),
        ]
    }

    private static func specification(_ text: String) throws -> Specification? {
        let file = SourceFile(path: "spec.json", text: text)
        var reading = Reading(file: file)
        return Specification.read(try Document(file).root, &reading)
    }
}
