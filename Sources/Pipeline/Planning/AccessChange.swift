internal import AccessControl
internal import DomainModel
public import Specification

/// Who gets and who loses the right to one operation on an entity's rows.
public struct AccessChange: Encodable, Sendable, Hashable {
    public var entity: String
    public var operation: Operation
    /// As phrases: "Owners can read their todos".
    public var gained: [String]
    public var lost: [String]

    /// What is different between two models; entities that go away are left out, since nobody has rows of them.
    static func all(from old: DomainModel?, to new: DomainModel) -> [AccessChange] {
        let before = old.map { AccessSummary($0).entities } ?? []
        return AccessSummary(new).entities.flatMap { entity in
            let known = before.first { $0.entity == entity.entity }
            return entity.lines.compactMap { line -> AccessChange? in
                let had = known?.lines.first { $0.operation == line.operation }?.grantees ?? []
                let change = AccessChange(
                    entity: entity.entity, operation: line.operation,
                    gained: line.grantees.filter { !had.contains($0) },
                    lost: had.filter { !line.grantees.contains($0) })
                return change.gained.isEmpty && change.lost.isEmpty ? nil : change
            }
        }
    }
}
