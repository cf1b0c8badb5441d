internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// The bucket of a field that names files, and the policies that give its files the rights of their rows.
///
/// A file's path begins with the key of the row that it belongs to, so that nobody comes to read a file by naming it in a
/// row of their own. Whoever reads the row reads its files; whoever may change the field adds, replaces and deletes them.
struct StorageAccess {
    let entity: DomainModel.Entity
    let attribute: DomainModel.Attribute

    private static let objects = QualifiedName("storage", "objects")
    private static let alias = "entry"
    /// What browsers show as pictures, without those that may hold scripts.
    private static let pictures = ["image/avif", "image/gif", "image/heic", "image/jpeg", "image/png", "image/webp"]

    func statements(_ compiler: inout PredicateCompiler) -> [Statement] {
        guard let bucket = attribute.bucket else { return [] }
        let types = attribute.type == .image ? Self.pictures : []
        return [.createBucket(CreateBucket(bucket, types: types))]
            + policies(of: bucket, &compiler).map(Statement.createPolicy)
    }

    private func policies(of bucket: String, _ compiler: inout PredicateCompiler) -> [CreatePolicy] {
        let isInBucket = SQLExpression.compare(.column("bucket_id"), "=", .string(bucket))
        var policies: [CreatePolicy] = []
        let readers = APIRole.allCases.filter { compiler.rules.formula(entity, .read, $0, .old) != .never }
        if !readers.isEmpty {
            policies.append(
                CreatePolicy(
                    boundedName("\(bucket): who reads a row reads its files"), on: Self.objects, for: .select,
                    to: readers.map(\.rawValue), using: .conjunction([isInBucket, isRowReadable(compiler)])))
        }
        for role in APIRole.allCases {
            let rules = changes(compiler.rules, role)
            let condition = SQLExpression.conjunction([isInBucket, predicate(rules, role, &compiler)])
            if condition.isFalse { continue }
            let suffix = role == .anon ? " (anon)" : ""
            for (command, verb) in [
                (CreatePolicy.Command.insert, "adds"), (.update, "replaces"), (.delete, "deletes"),
            ] {
                policies.append(
                    CreatePolicy(
                        boundedName("\(bucket): who changes a row \(verb) its files\(suffix)"), on: Self.objects,
                        for: command, to: [role.rawValue], using: command == .insert ? nil : condition,
                        check: command == .delete ? nil : condition))
            }
        }
        return policies
    }

    /// Each rule that lets requests in `role` change the field, about the row.
    private func changes(_ rules: RuleFormulas, _ role: APIRole) -> [RowFormula] {
        entity.rules.filter { entity.columns(of: $0, for: .update).contains(attribute.column) }
            .map { rules.formula(of: $0, on: entity, .update, role, .old) }.filter { $0 != .never }
    }

    private func predicate(
        _ formulas: [RowFormula], _ role: APIRole, _ compiler: inout PredicateCompiler
    ) -> SQLExpression {
        let aboutCaller = formulas.filter(\.isAboutCallerOnly)
        let aboutRow = formulas.filter { !$0.isAboutCallerOnly }
        var parts: [SQLExpression] = []
        if !aboutCaller.isEmpty {
            let place = PredicateCompiler.Place(
                table: Self.objects, entity: nil, role: role, isReading: false)
            let isCaller = compiler.predicate(RowFormula.disjunction(aboutCaller), at: place)
            parts.append(.conjunction([isCaller, isRowReadable(compiler)]))
        }
        if !aboutRow.isEmpty {
            let keys = compiler.function(keysOf: entity.name, where: .disjunction(aboutRow), role)
            parts.append(keys.contains(folderKeys(compiler)))
        }
        return .disjunction(parts)
    }

    /// Whether the policies of the table let the caller read the row that the file belongs to.
    private func isRowReadable(_ compiler: PredicateCompiler) -> SQLExpression {
        let same = zip(entity.keyColumns, folderKeys(compiler)).map { column, key in
            SQLExpression.compare(.qualified(Self.alias, column), "=", key)
        }
        return .exists(
            table: QualifiedName("public", entity.table), alias: Self.alias, condition: .conjunction(same))
    }

    /// The row's key in the path: a folder for each of its columns. Null where a folder isn't of its type, which no key
    /// equals.
    private func folderKeys(_ compiler: PredicateCompiler) -> [SQLExpression] {
        compiler.types(of: entity.keyColumns, in: entity.name).enumerated().map { position, type in
            let value =
                switch type {
                case "uuid": "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                case "bigint": "[0-9]{1,18}"
                case "integer": "[0-9]{1,9}"
                default: "[^/]+"
                }
            let before = String(repeating: "[^/]+/", count: position)
            let folder = SQLExpression.function(
                "substring", .qualified(Self.objects.name, "name"), .string("^\(before)(\(value))/"))
            return type == "text" ? folder : .cast(folder, type)
        }
    }
}
