public import GeneratedFiles
internal import SQL
internal import Specification

extension SeedData {
    /// Where the files of generated rows lie in a project.
    public static let folder = "database/seeds/development"

    /// One JSON file for each table: `todos.json`, and `auth.users.json` outside of the schema `public`.
    public var files: [GeneratedFile] {
        tables.map { table in
            let name =
                table.name.schema == "public" ? table.name.name : "\(table.name.schema).\(table.name.name)"
            return GeneratedFile("\(Self.folder)/\(name).json", text: table.json)
        }
    }
}

extension SeedTable {
    /// An array of objects, a row on a line where it fits.
    public var json: String {
        let objects = rows.map { row in
            Node(.object(zip(columns, row).map { Node.Member($0, $1.node) }))
        }
        return CanonicalJSON.text(of: Node(.array(objects)))
    }
}
