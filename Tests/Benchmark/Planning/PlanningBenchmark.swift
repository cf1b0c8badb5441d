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

    func goals() async throws -> [Goal] {
        let generator = SpecificationGenerator(entities: Self.entities) { index in
            Self.firstWords[index % Self.firstWords.count] + Self.secondWords[index / Self.firstWords.count]
        }
        let text = generator.text()
        // What it knows of English is read once in a process.
        let (planner, lexicon) = try await ClientCost.of { EnglishPlanner(lexicon: .english) }
        var loading: [Double] = []
        var planning: [Double] = []
        var slowest = (request: "", cost: ClientCost())
        for _ in 0..<runs {
            let (specification, cost) = try await ClientCost.of { try Self.specification(text) }
            loading.append(lexicon.cpu + cost.cpu)
            for request in Self.requests {
                let (plan, cost) = try await ClientCost.of { planner.plan(request, for: specification) }
                planning.append(cost.cpu)
                if cost.cpu > slowest.cost.cpu { slowest = (request, cost) }
                if plan.edits.isEmpty { print("nothing is made of: \(request): \(plan.refusal ?? "")") }
            }
        }
        print(
            "\nThe slowest request, CPU s and wall s:\(number(slowest.cost.cpu))\(number(slowest.cost.wall))  \(slowest.request)"
        )
        return [
            Goal(name: "English planner, loading 1,000 entities, CPU", measured: loading.median, limit: 0.3, unit: "s"),
            Goal(name: "English planner, a request after that, CPU", measured: planning.median, limit: 0.05, unit: "s"),
            Goal(name: "English planner, the slowest request, CPU", measured: planning.max(), limit: 0.05, unit: "s"),
        ]
    }

    private static func specification(_ text: String) throws -> Specification? {
        let file = SourceFile(path: "spec.json", text: text)
        var reading = Reading(file: file)
        return Specification.read(try Document(file).root, &reading)
    }
}
