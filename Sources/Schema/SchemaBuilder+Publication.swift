internal import DomainModel
internal import SQL
internal import Specification

extension SchemaBuilder {
    /// The publication that Supabase Realtime reads.
    static let realtime = "supabase_realtime"

    /// Tells Realtime of changes to the entity's rows. It asks the policies who may hear of a row; what no client may
    /// read doesn't even reach it.
    func publication(of entity: DomainModel.Entity, _ table: CreateTable) -> [Statement] {
        guard entity.isPublished, model.target == .supabase else { return [] }
        var hidden = Set(entity.attributes.filter(\.isHidden).map(\.column))
        if !hidden.isEmpty { hidden.insert(DomainModel.Entity.deletionColumn) }
        let columns = hidden.isEmpty ? [] : table.columns.map(\.name).filter { !hidden.contains($0) }
        return [.publish(table.name, columns: columns, in: Self.realtime)]
    }
}
