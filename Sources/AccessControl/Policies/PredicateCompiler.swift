internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// Puts formulas into SQL, as conditions of policies and as the functions that these call.
struct PredicateCompiler {
    let rules: RuleFormulas
    let schema: DatabaseSchema
    var functions = KeyFunctions()

    /// A table whose policies are made.
    struct Place {
        let table: QualifiedName
        /// Nil for a junction.
        let entity: DomainModel.Entity?
        let role: APIRole
        /// Whether it is about which rows are seen.
        let isReading: Bool
    }

    init(_ model: DomainModel, _ schema: DatabaseSchema) {
        rules = RuleFormulas(model)
        self.schema = schema
    }

    // MARK: Conditions of policies

    /// The condition of a policy on the table of `place`.
    mutating func predicate(_ formula: RowFormula, at place: Place) -> SQLExpression {
        switch formula {
        case .caller(let test): return CallerPredicate.sql(test)
        case .column(let test): return test.predicate(.column(test.column), in: place.entity)
        case .isCaller(let column): return .compare(.column(column), "=", CallerPredicate.account)
        case .listed(let listing):
            let columns = place.entity?.keyColumns ?? []
            let isListed = function(listing, place.role).contains(columns.map(SQLExpression.column))
            return .disjunction([isListed] + [justCreated(listing, place)].compactMap(\.self))
        case .at(let step, let inner): return predicate(inner, at: step, place)
        case .through(let step, let right): return predicate(through: step, right, place)
        case .all(let parts): return .conjunction(parts.map { predicate($0, at: place) })
        case .any(let parts): return .disjunction(parts.map { predicate($0, at: place) })
        }
    }

    /// Whether the caller created the tenant with this statement, which may answer with it: its first member isn't
    /// visible to it yet. Asked for each row, because one statement may create several; it costs less than a comparison
    /// of texts.
    private func justCreated(_ listing: DomainModel.Listing, _ place: Place) -> SQLExpression? {
        guard place.isReading, let tenancy = rules.tenancy, let entity = place.entity,
            entity.name == tenancy.listing.target,
            listing.entity == tenancy.listing.entity, entity.isCreatedByClients,
            listing.values.isEmpty || listing.values.contains(tenancy.firstRole ?? "")
        else { return nil }
        let setting = SQLExpression.function(
            "current_setting", .string(TenantCreation.setting), .boolean(true))
        let key = SQLExpression.function("nullif", setting, .string(""))
        return .compare(.column("id"), "=", .cast(key, types(of: ["id"], in: entity.name).joined()))
    }

    private mutating func predicate(
        _ inner: RowFormula, at step: DomainModel.PathStep, _ place: Place
    ) -> SQLExpression {
        if inner.isAboutCallerOnly {
            return .conjunction([predicate(inner, at: place), isThere(step, place)])
        }
        // The reference holds the account's id itself.
        if case .isCaller(let column) = inner, keyColumns(of: step.entity) == [column], let key = step.columns.first {
            return predicate(.isCaller(key), at: place)
        }
        let function =
            if case .listed(let listing) = inner {
                self.function(listing, place.role)
            } else {
                self.function(keysOf: step.entity, where: inner, place.role)
            }
        return function.contains(step.columns.map(SQLExpression.column))
    }

    /// The rules of the parent, each of them about the row that refers to it.
    ///
    /// What asks about the caller alone needs no look at the parent. Where each caller reaches few parents, their keys
    /// are gathered once a statement. Where callers may read most parents, gathering them would cost more than looking
    /// each one up, with the caller's own rights.
    private mutating func predicate(
        through step: DomainModel.PathStep, _ right: Operation, _ place: Place
    ) -> SQLExpression {
        let formulas = rules.parentFormulas(step, right, place.role)
        let aboutCaller = formulas.filter(\.isAboutCallerOnly)
        let aboutRow = formulas.filter { !$0.isAboutCallerOnly }
        var parts: [SQLExpression] = []
        if !aboutCaller.isEmpty {
            let callers = predicate(RowFormula.disjunction(aboutCaller), at: place)
            parts.append(.conjunction([callers, isThere(step, place)]))
        }
        if parts.contains(where: \.isTrue) || aboutRow.isEmpty { return .disjunction(parts) }
        if right == .read, !aboutRow.allSatisfy({ rules.isSelective($0, place.role) }) {
            parts.append(isReadable(step, place))
        } else {
            parts.append(predicate(.disjunction(aboutRow), at: step, place))
        }
        return .disjunction(parts)
    }

    /// Whether the reference isn't empty.
    private func isThere(_ step: DomainModel.PathStep, _ place: Place) -> SQLExpression {
        let columns = schema.table(named: place.table)?.definition.columns ?? []
        let optional = step.columns.filter { name in columns.contains { $0.name == name && !$0.isNotNull } }
        return .conjunction(optional.map { .isNull(.column($0), false) })
    }

    /// Whether the policies of the parent let the caller read it.
    private func isReadable(_ step: DomainModel.PathStep, _ place: Place) -> SQLExpression {
        let parent = table(of: step.entity)
        let alias = place.table.name == "parent" ? "parent2" : "parent"
        let sameRow = zip(keyColumns(of: step.entity), step.columns).map { key, column in
            SQLExpression.compare(.qualified(alias, key), "=", .qualified(place.table.name, column))
        }
        return .exists(table: parent, alias: alias, condition: .conjunction(sameRow))
    }

    // MARK: Functions

    /// The function that answers the keys of the rows for which a listing names the caller.
    private mutating func function(_ listing: DomainModel.Listing, _ role: APIRole) -> KeyFunction {
        let query = query(listing, table(of: listing.entity), alias: "t")
        return function(query, keysOf: listing.target, where: .listed(listing), role)
    }

    /// The function that answers the keys of an entity's rows for which `formula` holds.
    mutating func function(
        keysOf entity: String, where formula: RowFormula, _ role: APIRole
    ) -> KeyFunction {
        let query = SQLExpression.Query(
            columns: keyColumns(of: entity), table: table(of: entity), alias: "t",
            condition: condition(formula, of: entity, alias: "t", depth: 1, role))
        return function(query, keysOf: entity, where: formula, role)
    }

    private mutating func function(
        _ query: SQLExpression.Query, keysOf entity: String, where formula: RowFormula, _ role: APIRole
    ) -> KeyFunction {
        let columns = zip(keyColumns(of: entity), types(of: keyColumns(of: entity), in: entity))
        return functions.function(
            named: "\(table(of: entity).name)_\(formula.summary)",
            returning: columns.map { .init(name: $0, type: $1) },
            query: query, comment: "The \(phrase(pluralized(entity))) \(formula.phrase).", for: role)
    }

    // MARK: Conditions inside functions

    /// `formula` about a row of `entity` that `alias` stands for. Functions run with their owner's rights, which no
    /// policy restricts, so everything is stated.
    func condition(
        _ formula: RowFormula, of entity: String, alias: String, depth: Int, _ role: APIRole
    ) -> SQLExpression {
        func column(_ name: String) -> SQLExpression { .qualified(alias, name) }
        switch formula {
        case .caller(let test): return CallerPredicate.sql(test)
        case .column(let test): return test.predicate(column(test.column), in: rules.entities[entity])
        case .isCaller(let name): return .compare(column(name), "=", CallerPredicate.account)
        case .listed(let listing):
            return .isIn(
                keyColumns(of: entity).map(column),
                query(listing, table(of: listing.entity), alias: "t\(depth + 1)"))
        case .at(let step, .listed(let listing)):
            return .isIn(
                step.columns.map(column), query(listing, table(of: listing.entity), alias: "t\(depth + 1)"))
        case .at(let step, let inner):
            let next = "t\(depth + 1)"
            return .isIn(
                step.columns.map(column),
                .init(
                    columns: keyColumns(of: step.entity), table: table(of: step.entity), alias: next,
                    condition: condition(inner, of: step.entity, alias: next, depth: depth + 1, role)))
        case .through(let step, let right):
            let parent = rules.parentFormulas(step, right, role).map { RowFormula.at(step, $0) }
            return condition(.disjunction(parent), of: entity, alias: alias, depth: depth, role)
        case .all(let parts):
            return .conjunction(parts.map { condition($0, of: entity, alias: alias, depth: depth, role) })
        case .any(let parts):
            return .disjunction(parts.map { condition($0, of: entity, alias: alias, depth: depth, role) })
        }
    }

    private func query(
        _ listing: DomainModel.Listing, _ table: QualifiedName, alias: String
    ) -> SQLExpression.Query {
        var parts = [
            SQLExpression.compare(.qualified(alias, listing.account), "=", CallerPredicate.account)
        ]
        if let quality = listing.quality, !listing.values.isEmpty {
            parts.append(.isOneOf(.qualified(alias, quality), listing.values.map(SQLExpression.string)))
        }
        if rules.entities[listing.entity]?.isSoftDeleted == true {
            parts.append(.isNull(.qualified(alias, DomainModel.Entity.deletionColumn), true))
        }
        return .init(columns: listing.columns, table: table, alias: alias, condition: .conjunction(parts))
    }

    // MARK: Tables

    private func table(of entity: String) -> QualifiedName {
        QualifiedName("public", rules.entities[entity]?.table ?? entity)
    }

    private func keyColumns(of entity: String) -> [String] { rules.entities[entity]?.keyColumns ?? [] }

    func types(of columns: [String], in entity: String) -> [String] {
        let table = schema.table(named: table(of: entity))
        return columns.map { table?.definition.column(named: $0)?.type ?? "text" }
    }
}
