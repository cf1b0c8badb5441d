/// A Swift source file as a value.
struct SwiftFile {
    /// Relative to the package's folder.
    var path: String
    var declarations: [Declaration]
}

indirect enum Declaration {
    case type(TypeDeclaration)
    case variable(VariableDeclaration)
    case function(FunctionDeclaration)
    case enumCase(EnumCaseDeclaration)
}

enum Access: String {
    case `public`, `private`
    /// Swift's default, which is left unsaid.
    case `internal` = ""
}

struct TypeDeclaration {
    enum Kind: String { case `struct`, `enum`, `protocol`, `extension` }

    var documentation: [String] = []
    var access = Access.internal
    var kind: Kind
    var name: String
    var conformances: [String] = []
    var members: [Declaration] = []
}

struct EnumCaseDeclaration {
    var documentation: [String] = []
    var name: String
    /// Left unsaid where it is the name itself.
    var rawValue: String
}

struct VariableDeclaration {
    var documentation: [String] = []
    var access = Access.internal
    var isStatic = false
    var isConstant = false
    var name: String
    var type: String?
    var value: SwiftExpression?
    /// The statements that compute it, for one that isn't stored.
    var getter: [SwiftStatement]?
}

struct FunctionDeclaration {
    var documentation: [String] = []
    var access = Access.internal
    /// `init` and `init?` are initializers.
    var name: String
    var isStatic = false
    var parameters: [Parameter] = []
    var isAsync = false
    /// The type of error that it throws.
    var error: String?
    var result: String?
    /// Nothing for a protocol's requirement.
    var body: [SwiftStatement]?

    struct Parameter {
        /// `_` for none.
        var label: String
        var name: String
        var type: String
        var defaultValue: String?

        init(_ label: String, _ name: String? = nil, type: String, defaultValue: String? = nil) {
            self.label = label
            self.name = name ?? label
            self.type = type
            self.defaultValue = defaultValue
        }
    }
}
