/// What a constraint demands, read from what PostgreSQL prints of it (`pg_get_constraintdef`).
public enum ConstraintDefinition: Sendable, Equatable {
    case primaryKey([String])
    case unique([String])
    case foreignKey(ForeignKey)
    /// The expression that has to be true or null.
    case check(String)

    public struct ForeignKey: Sendable, Equatable {
        public var columns: [String]
        public var table: QualifiedName
        /// Empty where it is the primary key, unnamed.
        public var targetColumns: [String]
        public var onDelete: Action
        public var onUpdate: Action
    }

    /// The letters are those of `pg_constraint`.
    public enum Action: String, Sendable {
        case noAction = "a"
        case restrict = "r"
        case cascade = "c"
        case setNull = "n"
        case setDefault = "d"
    }

    /// Nil for what demands more than that: exclusion, INCLUDE, NULLS NOT DISTINCT, MATCH FULL, SET NULL of some columns.
    public init?(_ text: String) {
        let commands = SyntaxNode("alter table t add \(text)")?["AlterTableStmt"]["cmds"].elements ?? []
        guard commands.count == 1 else { return nil }
        let constraint = commands[0]["AlterTableCmd"]["def"]["Constraint"]
        guard !constraint["including"].exists, !constraint["nulls_not_distinct"].exists,
            !constraint["fk_del_set_cols"].exists
        else { return nil }
        switch constraint["contype"].string {
        case "CONSTR_PRIMARY": self = .primaryKey(constraint["keys"].names)
        case "CONSTR_UNIQUE": self = .unique(constraint["keys"].names)
        case "CONSTR_CHECK":
            guard text.hasPrefix("CHECK ("), text.hasSuffix(")") else { return nil }
            self = .check(String(text.dropFirst("CHECK (".count).dropLast()))
        case "CONSTR_FOREIGN":
            let target = constraint["pktable"]
            guard constraint["fk_matchtype"].string == "s", let name = target["relname"].string,
                let onDelete = constraint["fk_del_action"].string.flatMap(Action.init),
                let onUpdate = constraint["fk_upd_action"].string.flatMap(Action.init)
            else { return nil }
            self = .foreignKey(
                ForeignKey(
                    columns: constraint["fk_attrs"].names,
                    table: QualifiedName(target["schemaname"].string ?? "public", name),
                    targetColumns: constraint["pk_attrs"].names, onDelete: onDelete, onUpdate: onUpdate))
        default: return nil
        }
    }
}

extension SyntaxNode {
    /// A list of names.
    var names: [String] { elements.compactMap { $0["String"]["sval"].string } }
}
