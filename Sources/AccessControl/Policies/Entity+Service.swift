internal import DomainModel
internal import Specification

extension DomainModel.Entity {
    /// Whether the service role, which no policy restricts, may do it. Versions are written by their trigger alone, and
    /// deleted when a person asks for it.
    func isLeftToService(_ operation: Operation) -> Bool {
        switch operation {
        case .read: true
        case .create: !isHistory
        case .update: !isAppendOnly && !isHistory
        case .delete: !isAppendOnly
        }
    }
}

extension Operation {
    /// What PostgreSQL calls the right to do it.
    var privilege: String {
        switch self {
        case .read: "select"
        case .create: "insert"
        case .update: "update"
        case .delete: "delete"
        }
    }
}
