extension SwiftFile {
    /// The keys of accounts, where the application keeps no profiles: `Models/Account.swift`.
    static func account(_ name: String) -> SwiftFile {
        let type = TypeDeclaration(
            documentation: [
                "An account that signs in. The application keeps no profile of it, only its key."
            ],
            access: .public, kind: .enum, name: name,
            members: [.type(.typedID("The key of an account, as in the `sub` of its token.", raw: "UUID"))])
        let conformance = TypeDeclaration(
            kind: .extension, name: "\(name).ID", conformances: ["ColumnConvertible", "StoredKey"])
        return SwiftFile(path: "Models/\(name).swift", declarations: [.type(type), .type(conformance)])
    }
}
