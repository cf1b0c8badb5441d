internal import CLibPGQuery
internal import Foundation

/// A part of the tree that PostgreSQL's own grammar makes of a statement.
struct SyntaxNode {
    private let value: Any?

    private init(_ value: Any?) { self.value = value }

    /// The tree of one statement; nil where PostgreSQL 15's grammar doesn't know it.
    init?(_ statement: String) {
        let result = pg_query_parse(statement)
        defer { pg_query_free_parse_result(result) }
        guard result.error == nil, let text = result.parse_tree,
            let tree = try? JSONSerialization.jsonObject(with: Data(String(cString: text).utf8))
        else { return nil }
        let statements = SyntaxNode(tree)["stmts"].elements
        guard statements.count == 1 else { return nil }
        self = statements[0]["stmt"]
    }

    /// What stands under `key`; a node without a value where there is nothing.
    subscript(key: String) -> SyntaxNode { SyntaxNode((value as? [String: Any])?[key]) }

    var elements: [SyntaxNode] { (value as? [Any])?.map(SyntaxNode.init) ?? [] }
    var string: String? { value as? String }
    var number: Int? { value as? Int }
    var exists: Bool { value != nil }

    /// Everything of this kind in it, at any depth.
    func all(_ kind: String) -> [SyntaxNode] {
        if let list = value as? [Any] { return list.flatMap { SyntaxNode($0).all(kind) } }
        guard let members = value as? [String: Any] else { return [] }
        return members.sorted { $0.key < $1.key }.flatMap { key, member in
            (key == kind ? [SyntaxNode(member)] : []) + SyntaxNode(member).all(kind)
        }
    }

    /// Where the first of its words that have a place begins, in bytes of the statement.
    var start: Int? {
        if let list = value as? [Any] { return list.compactMap { SyntaxNode($0).start }.min() }
        guard let members = value as? [String: Any] else { return nil }
        let own = members["location"] as? Int
        return (members.values.compactMap { SyntaxNode($0).start } + [own].compactMap(\.self)).min()
    }
}
