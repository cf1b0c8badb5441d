internal import Naming

/// A statement that berry writes, as a value. The printer is the only place where it becomes text.
public enum Statement: Codable, Hashable, Sendable {
    case createSchema(String)
    case createExtension(String, schema: String)
    case createEnum(QualifiedName, values: [String])
    case createTable(CreateTable)
    /// A foreign key that couldn't be part of its table, because the tables refer to each other.
    case addConstraint(QualifiedName, CreateTable.Constraint)
    case createIndex(CreateIndex)
    case createView(CreateView)
    case createFunction(CreateFunction)
    case createTrigger(CreateTrigger)
    case comment(CommentTarget, String)
    case enableRowSecurity(QualifiedName)
    case revoke(privileges: [String], on: GrantTarget, from: [String])
    case grant(privileges: [Privilege], on: GrantTarget, to: [String])
    case createPolicy(CreatePolicy)
    case createBucket(CreateBucket)
    /// Tells the publication's subscribers of changes to the table: to these columns, or to all where none are named.
    case publish(QualifiedName, columns: [String], in: String)
    /// Text of our own that has no shape worth modelling: a DO block.
    case block(String)

    case dropPolicy(String, on: QualifiedName)
    case dropConstraint(String, on: QualifiedName)
    case dropTable(QualifiedName)
    case dropView(QualifiedName)
    /// `withTriggers`: the triggers that call it go too. Only the owner of their table could drop them by name, and
    /// on Supabase `auth.users` belongs to somebody else.
    case dropFunction(FunctionSignature, withTriggers: Bool = false)
    case dropExtension(String)
    case dropType(QualifiedName)
    case dropSchema(String)
}

/// An index as `create index` makes it.
public struct CreateIndex: Codable, Hashable, Sendable {
    public var name: String
    public var table: QualifiedName
    public var columns: [Column]
    public var isUnique: Bool
    /// `btree`, `gin`, …
    public var method: String
    /// Columns that are stored in the index besides.
    public var include: [String]
    /// Only rows that meet it are in the index.
    public var condition: SQLExpression?

    /// A column that the index sorts by.
    public struct Column: Codable, Hashable, Sendable {
        public var name: String
        public var isDescending: Bool

        public init(_ name: String, descending: Bool = false) {
            self.name = name
            isDescending = descending
        }
    }

    public init(
        _ name: String, on table: QualifiedName, _ columns: [Column], unique: Bool = false, method: String = "btree",
        include: [String] = [], condition: SQLExpression? = nil
    ) {
        self.name = name
        self.table = table
        self.columns = columns
        isUnique = unique
        self.method = method
        self.include = include
        self.condition = condition
    }
}

/// A function that looks names up nowhere: its body writes each with its schema.
public struct CreateFunction: Codable, Hashable, Sendable {
    public var name: QualifiedName
    /// What it takes, in order.
    public var parameters: [Parameter]
    /// The type, as SQL: `trigger`, `boolean`.
    public var returns: String
    /// `sql`, `plpgsql`.
    public var language: String
    /// `stable`, `volatile`.
    public var volatility: String
    /// Runs with its owner's rights instead of its caller's.
    public var isSecurityDefiner: Bool
    /// What stands between the dollar quotes, without them.
    public var body: String
    /// What the body asks, where it is one query and nothing else.
    public private(set) var query: SQLExpression.Query?
    /// What the body changes, where it is that and nothing else.
    public private(set) var marking: Marking?

    /// A change of one column in the rows that meet a condition.
    public struct Marking: Codable, Hashable, Sendable {
        public var table: QualifiedName
        public var alias: String
        public var column: String
        /// As SQL.
        public var value: String
        public var condition: SQLExpression

        public init(table: QualifiedName, alias: String, column: String, value: String, condition: SQLExpression) {
            self.table = table
            self.alias = alias
            self.column = column
            self.value = value
            self.condition = condition
        }
    }

    /// What a caller states.
    public struct Parameter: Codable, Hashable, Sendable {
        public var name: String
        /// As SQL: `uuid`.
        public var type: String
        /// What it is where a caller doesn't say, as SQL.
        public var defaultValue: String?

        public init(_ name: String, _ type: String, defaultValue: String? = nil) {
            self.name = name
            self.type = type
            self.defaultValue = defaultValue
        }
    }

    public init(
        _ name: QualifiedName, _ parameters: [Parameter] = [], returns: String, language: String,
        volatility: String = "volatile",
        securityDefiner: Bool = false, body: String
    ) {
        self.name = name
        self.parameters = parameters
        self.returns = returns
        self.language = language
        self.volatility = volatility
        isSecurityDefiner = securityDefiner
        self.body = body
    }

    /// What tells it from others of its name.
    public var signature: FunctionSignature { FunctionSignature(name, parameters.map(\.type)) }
    /// Makes the function answer what `query` finds: an array of its only column, or rows of several.
    public mutating func answer(_ query: SQLExpression.Query) {
        let isArray = query.columns.count == 1
        let text = query.lines(indentation: isArray ? "    " : "  ", width: 100)
        body = isArray ? "  select array(\n    \(text)\n  )" : "  \(text)"
        self.query = query
    }

    /// Makes the function carry out `marking` and answer whether there was such a row.
    public mutating func mark(_ marking: Marking) {
        body = """
              with changed as (
                update \(marking.table.sql) as \(marking.alias) set \(quotedIdentifier(marking.column)) = \(marking.value)
                where \(marking.condition.lines(indentation: "      ", width: 100))
                returning true
              )
              select exists (select from changed)
            """
        self.marking = marking
    }

    /// The function with what it is for, closed to `roles` and then opened to `callers`.
    public func statements(comment: String, closedTo roles: [String], callers: [String] = []) -> [Statement] {
        let closed: [Statement] = [
            .createFunction(self),
            .comment(.function(signature), comment),
            .revoke(privileges: ["execute"], on: .function(signature), from: roles),
        ]
        return callers.isEmpty
            ? closed : closed + [.grant(privileges: [Privilege("execute")], on: .function(signature), to: callers)]
    }
}

/// A function's name and the types of its parameters.
public struct FunctionSignature: Codable, Hashable, Sendable {
    public var name: QualifiedName
    public var types: [String]

    public init(_ name: QualifiedName, _ types: [String] = []) {
        self.name = name
        self.types = types
    }

    public var sql: String { "\(name.sql)(\(types.joined(separator: ", ")))" }

    /// As PostgreSQL prints it (`regprocedure`): whole names of types, without lengths and precisions.
    public var printed: String { "\(name.sql)(\(types.map(Self.printed).joined(separator: ", ")))" }

    private static func printed(_ type: String) -> String {
        let isArray = type.hasSuffix("[]")
        let bare = String((isArray ? type.dropLast(2) : Substring(type)).prefix { $0 != "(" })
        let names = [
            "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
            "time": "time without time zone",
        ]
        return (names[bare] ?? bare) + (isArray ? "[]" : "")
    }
}

/// A trigger for each row.
public struct CreateTrigger: Codable, Hashable, Sendable {
    public var name: String
    public var table: QualifiedName
    /// `before update`, `after insert`.
    public var event: String
    public var function: QualifiedName
    /// What the function is told, as texts.
    public var arguments: [String]

    public init(
        _ name: String, on table: QualifiedName, _ event: String, execute function: QualifiedName,
        _ arguments: [String] = []
    ) {
        self.arguments = arguments
        self.name = name
        self.table = table
        self.event = event
        self.function = function
    }
}

/// A permissive policy of row level security.
public struct CreatePolicy: Codable, Hashable, Sendable {
    /// A sentence: "Owners can read their todos".
    public var name: String
    public var table: QualifiedName
    public var command: Command
    public var roles: [String]
    /// Which rows it lets the command see or touch (manual, CREATE POLICY).
    public var using: SQLExpression?
    /// Which rows the command may leave behind (manual, CREATE POLICY).
    public var check: SQLExpression?
    public var comment: String?

    /// The command that a policy is about; the raw value is SQL.
    public enum Command: String, Codable, Sendable, CaseIterable { case select, insert, update, delete }

    public init(
        _ name: String, on table: QualifiedName, for command: Command, to roles: [String],
        using: SQLExpression? = nil, check: SQLExpression? = nil, comment: String? = nil
    ) {
        self.name = name
        self.table = table
        self.command = command
        self.roles = roles
        self.using = using
        self.check = check
        self.comment = comment
    }
}

/// A bucket of Supabase's storage, closed but for what policies allow.
public struct CreateBucket: Codable, Hashable, Sendable {
    public var id: String
    /// The types of the files that it takes; empty for all.
    public var types: [String]

    public init(_ id: String, types: [String]) {
        self.id = id
        self.types = types
    }
}

/// A right, on the whole table or on some of its columns.
public struct Privilege: Codable, Hashable, Sendable {
    /// `select`, `insert`, `update`, `delete`, `usage`, `execute`.
    public var name: String
    /// Empty for the whole table.
    public var columns: [String]

    public init(_ name: String, columns: [String] = []) {
        self.name = name
        self.columns = columns
    }
}

/// What a privilege is on.
public enum GrantTarget: Codable, Hashable, Sendable {
    case table(QualifiedName)
    case view(QualifiedName)
    case sequence(QualifiedName)
    case schema(String)
    case function(FunctionSignature)
}

/// What a comment is about.
public enum CommentTarget: Codable, Hashable, Sendable {
    case table(QualifiedName)
    case view(QualifiedName)
    case column(QualifiedName, String)
    case function(FunctionSignature)
    case policy(String, QualifiedName)
    case schema(String)
}
