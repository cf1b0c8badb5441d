public import DomainModel
public import Specification

/// Who may do what, in words, from the rules alone.
public struct AccessSummary: Codable, Hashable, Sendable {
    public var entities: [EntityAccess]

    /// Who may do what with the rows of one entity.
    public struct EntityAccess: Codable, Hashable, Sendable {
        public var entity: String
        public var table: String
        public var lines: [Line]
        /// What holds whatever is granted, as sentences.
        public var limits: [String] = []
    }

    /// The grantees of one operation, as phrases; empty when it is left to the service role.
    public struct Line: Codable, Hashable, Sendable {
        public var operation: Operation
        public var grantees: [String]
    }

    public init(_ model: DomainModel) {
        entities = model.entities.map { entity in
            var access = EntityAccess(
                entity: entity.name, table: entity.table,
                lines: Operation.allCases.map { operation in
                    Line(
                        operation: operation,
                        grantees: entity.rules.filter { $0.can.contains(operation) && $0.who != .service }
                            .effective(for: operation)
                            .map { $0.sentence(operation, owners: entity.isAccount ? "The account itself" : "Owners") }
                    )
                })
            if entity.requiresSecondFactor { access.limits.append("Every session needs a second factor.") }
            if entity.isSoftDeleted {
                access.limits.append(
                    "Deleting hides a row from everybody but the service: `\(entity.deletingFunction)` and "
                        + "`\(entity.restoringFunction)` do it and take it back, for those who may delete.")
            }
            if entity.isHistory {
                access.limits.append(
                    "A trigger alone writes versions. Those of a row that was deleted are left to the service, which "
                        + "deletes them where a person asks for it.")
            }
            if entity.isPublished {
                access.limits.append(
                    "Supabase Realtime tells of a change whoever may read the row; that a row was deleted, with its key, "
                        + "it tells everybody who listens.")
            }
            if entity.isAppendOnly {
                access.limits.append("Rows are never changed or deleted, by the service neither.")
            }
            return access
        }
        entities += model.views.map { view in
            EntityAccess(
                entity: view.name, table: view.view,
                lines: [
                    Line(
                        operation: .read,
                        grantees: view.rights == .caller
                            ? ["whoever may read the rows behind it"]
                            : view.readers.filter { $0 != .service }.map { PolicySentence.lowercased($0.phrase) })
                ])
        }
        entities += model.queries.map { query in
            EntityAccess(
                entity: query.name, table: query.function,
                lines: [Line(operation: .read, grantees: ["whoever may read the rows behind it"])])
        }
        entities += model.junctions.map { junction in
            EntityAccess(
                entity: junction.name, table: junction.table,
                lines: Operation.allCases.map { operation in
                    switch operation {
                    case .read: Line(operation: operation, grantees: ["whoever may read both ends"])
                    case .create, .delete:
                        Line(
                            operation: operation,
                            grantees: ["whoever may update the \(junction.declaring.name)"])
                    case .update: Line(operation: operation, grantees: [])
                    }
                })
        }
        addInvitations(of: model)
        addShareLinks(of: model)
    }
    /// What a function gives beside the rules.
    mutating func add(_ grantees: [String], to operation: Operation, of entity: String) {
        guard let index = entities.firstIndex(where: { $0.entity == entity }),
            let line = entities[index].lines.firstIndex(where: { $0.operation == operation })
        else { return }
        entities[index].lines[line].grantees += grantees
    }
}
