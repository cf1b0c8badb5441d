import Foundation

/// A node of a query's plan, as EXPLAIN (FORMAT JSON) tells it (manual, EXPLAIN).
struct QueryPlan: Decodable {
    var type: String
    var relation: String?
    /// `SubPlan` where it is run for rows of the node above; `InitPlan` where it is run once.
    var relationship: String?
    var conditions: [String]
    /// How many rows came out; 0 where it wasn't run.
    var rows: Double
    var parts: [QueryPlan]

    struct Explained: Decodable {
        var plan: QueryPlan
        var milliseconds: Double

        private enum CodingKeys: String, CodingKey {
            case plan = "Plan"
            case milliseconds = "Execution Time"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            plan = try container.decode(QueryPlan.self, forKey: .plan)
            milliseconds = try container.decodeIfPresent(Double.self, forKey: .milliseconds) ?? 0
        }

        static func read(_ text: String) throws -> Explained {
            guard let first = try JSONDecoder().decode([Explained].self, from: Data(text.utf8)).first else {
                throw Unreadable(text: text)
            }
            return first
        }
    }

    struct Unreadable: Error { var text: String }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case type = "Node Type"
        case relation = "Relation Name"
        case relationship = "Parent Relationship"
        case rows = "Actual Rows"
        case parts = "Plans"
        case filter = "Filter"
        case join = "Join Filter"
        case index = "Index Cond"
        case recheck = "Recheck Cond"
        case hash = "Hash Cond"
        case merge = "Merge Cond"
        case once = "One-Time Filter"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(String.self, forKey: .type)
        relation = try container.decodeIfPresent(String.self, forKey: .relation)
        relationship = try container.decodeIfPresent(String.self, forKey: .relationship)
        rows = try container.decodeIfPresent(Double.self, forKey: .rows) ?? 0
        parts = try container.decodeIfPresent([QueryPlan].self, forKey: .parts) ?? []
        conditions = []
        for key in [CodingKeys.filter, .join, .index, .recheck, .hash, .merge] {
            if let condition = try container.decodeIfPresent(String.self, forKey: key) { conditions.append(condition) }
        }
    }

    static func read(_ text: String) throws -> QueryPlan { try Explained.read(text).plan }

    /// It with everything below.
    var nodes: [QueryPlan] { [self] + parts.flatMap(\.nodes) }

    func scans(_ table: String) -> Bool { nodes.contains { $0.type == "Seq Scan" && $0.relation == table } }

    /// What is done once for each row of `table`: a function of berry's or of the platform's that is called, a query that
    /// is run. What is run once a statement is an InitPlan.
    func problems(onceARow table: String) -> [String] {
        var problems: [String] = []
        for node in nodes {
            for condition in node.conditions where condition.contains(/\b(?:private|auth)\.\w+\(|current_setting\(/) {
                problems.append("called for each row: \(condition)")
            }
            if node.relationship == "SubPlan" { problems.append("run for each row: \(node.type)") }
        }
        return problems
    }
}
