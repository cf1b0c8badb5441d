public import AccessControl
public import DomainModel
public import Schema

/// What is proved: the rules of an application, and the policies that were made of them.
public struct ProofSubject: Sendable {
    public let model: DomainModel
    public let schema: DatabaseSchema
    public let access: AccessSchema

    public init(_ model: DomainModel, _ schema: DatabaseSchema, _ access: AccessSchema) {
        self.model = model
        self.schema = schema
        self.access = access
    }
}
