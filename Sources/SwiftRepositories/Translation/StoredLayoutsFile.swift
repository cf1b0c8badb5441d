extension SwiftFile {
    /// Every table that the package knows: `Storage/StoredLayouts.swift`.
    static func storedLayouts(_ shape: ModelShape) -> SwiftFile {
        let all =
            shape.entities.map { SwiftExpression.text("\($0.type).layout") }
            + shape.histories.map { .text("\($0.type).layout") }
            + shape.views.map { .text("\($0.type).layout") }
            + shape.junctions.map { .text("StoredJunctions.\(escaped($0.name))") }
        let layouts = TypeDeclaration(
            documentation: ["Every table."], kind: .enum, name: "StoredLayouts",
            members: [
                .variable(
                    VariableDeclaration(
                        isStatic: true, isConstant: true, name: "all", type: "[TableLayout]",
                        value: .array(all)))
            ])
        let junctions = TypeDeclaration(
            documentation: ["The tables that hold nothing but links."], kind: .enum, name: "StoredJunctions",
            members: shape.junctions.map {
                .variable(
                    VariableDeclaration(
                        isStatic: true, isConstant: true, name: $0.name, value: .layout(of: $0)))
            })
        let store = TypeDeclaration(
            kind: .extension, name: "InMemoryStore",
            members: [
                .function(
                    FunctionDeclaration(
                        documentation: ["A store without rows."], access: .public, name: "init",
                        body: [.text("self.init(StoredLayouts.all)")]))
            ])
        return SwiftFile(
            path: "Storage/StoredLayouts.swift",
            declarations: [.type(layouts), .type(junctions), .type(store)])
    }
}
