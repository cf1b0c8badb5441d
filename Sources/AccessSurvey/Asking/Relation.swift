internal import Naming

/// Who somebody is to a row: its author, an admin of the team that it belongs to.
struct Relation {
    /// In the plural: "authors", "admins of the project's team".
    let words: String
    /// What it is called where its quality makes no difference: "members of the team".
    let group: String
    let holds: (_ account: String, _ row: SurveyRows.Row) -> Bool

    /// All that may matter to rows of a table, the nearest first.
    static func all(to table: SurveyedSchema.Table, _ rows: SurveyRows) -> [Relation] {
        var relations: [Relation] = []
        if rows.frame.isProfile(table), let key = table.key.first {
            relations.append(
                Relation("the account itself") { account, row in rows.value(key, of: row) == account })
        }
        for path in RowPath.all(from: table, rows) {
            if path.references.count < 3 {
                for column in path.table.columns
                where !rows.frame.isProfile(path.table) && rows.frame.namesAccount(column, of: path.table) {
                    relations.append(
                        Relation(named(column.name, of: path.words)) { account, row in
                            path.end(of: row).map { rows.value(column.name, of: $0) == account } ?? false
                        })
                }
            }
            for listing in rows.frame.listings where listing.target == path.table.sql {
                let whole = path.words ?? singular(path.table.name)
                relations += listed(listing, of: whole, path, rows)
            }
        }
        return relations
    }

    private init(
        _ words: String, group: String? = nil, _ holds: @escaping (String, SurveyRows.Row) -> Bool
    ) {
        self.words = words
        self.group = group ?? words
        self.holds = holds
    }

    private static func listed(
        _ listing: SurveyFrame.Listing, of whole: String, _ path: RowPath, _ rows: SurveyRows
    ) -> [Relation] {
        let entry = singular(listing.name)
        let isMembership = ["member", "membership"].contains(entry.split(separator: " ").last ?? "")
        let group = isMembership ? "members of the \(whole)" : "whoever \(article(before: entry)) \(entry) names"
        func place(_ account: String?, _ row: SurveyRows.Row, _ key: [String], _ quality: String?) -> [String?] {
            [account] + key.map { rows.value($0, of: row) } + [quality]
        }
        var entries: Set<[String?]> = []
        for row in rows.rows[listing.table, default: []] {
            let quality = listing.quality.flatMap { rows.value($0, of: row) }
            entries.insert(place(rows.value(listing.account, of: row), row, listing.columns, quality))
        }
        func holds(_ account: String, _ row: SurveyRows.Row, _ quality: String?) -> Bool {
            path.end(of: row).map { entries.contains(place(account, $0, listing.targets, quality)) } ?? false
        }
        if listing.quality == nil { return [Relation(group) { holds($0, $1, nil) }] }
        return listing.qualities.map { quality in
            let words =
                isMembership
                ? "\(phrase(pluralized(quality))) of the \(whole)"
                : "whoever \(article(before: entry)) \(entry) names as '\(quality)'"
            return Relation(words, group: group) { holds($0, $1, quality) }
        }
    }

    /// "authors", "authors of the post". Of `user_id` there would be little to say.
    private static func named(_ column: String, of owner: String?) -> String {
        let name = relationName(column)
        if ["account", "member", "person", "profile", "user"].contains(name) {
            return "the \(phrase(name)) that \(owner.map { "the \($0)" } ?? "it") names"
        }
        let names = phrase(pluralized(name))
        return owner.map { "\(names) of the \($0)" } ?? names
    }

    /// `author_id` names an author.
    static func relationName(_ column: String) -> String {
        column.hasSuffix("_id") ? String(column.dropLast(3)) : column
    }

    static func singular(_ table: String) -> String {
        var parts = Naming.words(of: table)
        if let last = parts.popLast() { parts.append(singularized(last)) }
        return parts.joined(separator: " ")
    }
}

/// A way from a row to another one, over what it refers to.
struct RowPath {
    let references: [SurveyedSchema.Reference]
    let table: SurveyedSchema.Table
    let rows: SurveyRows
    /// For each reference, the rows that it may lead to, by the values of their keys.
    private let targets: [[[String?]: SurveyRows.Row]]

    private init(_ references: [SurveyedSchema.Reference], to table: SurveyedSchema.Table, _ rows: SurveyRows) {
        (self.references, self.table, self.rows) = (references, table, rows)
        targets = references.map { reference in
            Dictionary(
                rows.rows[reference.table, default: []].map { row in
                    (reference.targets.map { rows.value($0, of: row) }, row)
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// "project's team"; nil for the row itself.
    var words: String? {
        references.isEmpty
            ? nil
            : references.map { reference in
                let column = zip(reference.columns, reference.targets).first { $1 == "id" }?.0
                return phrase(Relation.relationName(column ?? reference.columns.first ?? ""))
            }.joined(separator: "'s ")
    }

    func end(of row: SurveyRows.Row) -> SurveyRows.Row? {
        var row = row
        for (reference, targets) in zip(references, targets) {
            let key = reference.columns.map { rows.value($0, of: row) }
            guard !key.contains(nil), let next = targets[key] else { return nil }
            row = next
        }
        return row
    }

    /// The shortest first; none comes to the same table twice.
    static func all(from table: SurveyedSchema.Table, _ rows: SurveyRows) -> [RowPath] {
        var paths = [RowPath([], to: table, rows)]
        var place = 0
        while place < paths.count, paths.count < 30 {
            let path = paths[place]
            place += 1
            if path.references.count == 3 { continue }
            for reference in path.table.references where !rows.frame.isAccount(reference) {
                guard let next = rows.frame.table(reference.table), next.sql != table.sql,
                    !path.references.contains(where: { $0.table == next.sql })
                else { continue }
                paths.append(RowPath(path.references + [reference], to: next, rows))
            }
        }
        return paths
    }
}
