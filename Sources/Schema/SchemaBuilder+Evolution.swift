internal import DomainModel
internal import Expressions
internal import SQL
internal import Specification

extension SchemaBuilder {
    var evolution: SchemaEvolution {
        SchemaEvolution(
            formerNames: model.formerNames ?? FormerNames(),
            backfills: model.entities.flatMap(backfills(of:)), replacements: model.entities.flatMap(replacements(in:)),
            formerColumns: model.entities.flatMap { entity in
                (entity.formerColumns ?? []).map { former in
                    .init(
                        table: QualifiedName("public", entity.table), column: former.column,
                        value: .user(former.value), reads: former.value.columns.sorted())
                }
            })
    }

    private func backfills(of entity: DomainModel.Entity) -> [SchemaEvolution.Backfill] {
        let table = QualifiedName("public", entity.table)
        func backfill(
            _ column: String, _ value: DomainModel.Default?, _ print: (DomainModel.Default) -> SQLExpression
        ) -> SchemaEvolution.Backfill? {
            guard let value else { return nil }
            var (isConstant, reads): (Bool, [String]) = (true, [])
            if case .expression(let expression) = value {
                reads = expression.columns.sorted()
                isConstant = reads.isEmpty && expression.volatility != .volatile
            }
            return .init(table: table, column: column, value: print(value), isConstant: isConstant, reads: reads)
        }
        return entity.attributes.compactMap { attribute in
            backfill(attribute.column, attribute.backfill) { self.value($0, for: attribute) }
        }
            + entity.references.compactMap { reference in
                // A key is printed like any other value.
                let key = DomainModel.Attribute(
                    name: reference.name, column: reference.columns[0], type: .uuid, isRequired: reference.isRequired)
                return backfill(key.column, reference.backfill) { self.value($0, for: key) }
            }
    }

    private func replacements(in entity: DomainModel.Entity) -> [SchemaEvolution.ValueReplacement] {
        entity.attributes.compactMap { attribute in
            guard case .enumeration(let name) = attribute.type, let enumeration = enumerations[name] else { return nil }
            let renamed = Set(enumeration.values.compactMap(\.formerName))
            let values = enumeration.replacements.map {
                SchemaEvolution.ValueReplacement.Pair(
                    old: $0.value, new: $0.becomes, isRename: renamed.contains($0.value))
            }
            guard !values.isEmpty else { return nil }
            return .init(
                table: QualifiedName("public", entity.table), column: attribute.column, isList: attribute.isList,
                type: enumeration.nativeType.map { QualifiedName("public", $0) }, values: values)
        }
    }
}
