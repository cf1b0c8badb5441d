/// Makes pairs of schemas of any size, of the shape that applications have: tables that refer to each other, with
/// checks, indexes, policies, triggers and comments, and with an enum, a view and a function for every ten of them.
///
/// How much differs grows with the size: 110 edits for 200 tables.
struct SchemaPairGenerator {
    enum Side { case old, new }

    /// A multiple of ten.
    var tables: Int

    /// The statements that make one side in an empty database, in an order in which they run.
    func statements(_ side: Side) -> [String] {
        shared + (0..<blocks).map { status($0, side) } + tables(side).flatMap(\.statements)
            + (0..<blocks).flatMap { [view($0), total($0, side)] }
    }

    private var blocks: Int { tables / 10 }

    private func tables(_ side: Side) -> [GeneratedTable] {
        var (result, added): ([GeneratedTable], [GeneratedTable]) = ([], [])
        for number in 0..<tables {
            let edit = GeneratedTable.Edit(rawValue: number % 20)
            guard side == .new, edit == .comingOrGoing else {
                result.append(table(number, edit: side == .new ? edit : nil))
                continue
            }
            let group = number / 20
            guard group % 2 == 1 else { continue }
            result.append(table(number))
            added.append(table(tables + group))
        }
        return result + added
    }

    /// The first table of every ten is the parent of the others, and never goes.
    private func table(_ number: Int, edit: GeneratedTable.Edit? = nil) -> GeneratedTable {
        let isMember = number % 10 != 0 && number < tables
        let parent = number == 0 ? nil : isMember ? number - number % 10 : number / 20 * 10
        return GeneratedTable(number: number, parent: parent, status: number / 10 % max(1, blocks), edit: edit)
    }

    private let shared = [
        """
        create function public.viewer() returns uuid language sql stable as $$
            select nullif(current_setting('app.viewer', true), '')::uuid
        $$
        """,
        """
        create function public.touch() returns trigger language plpgsql as $$
        begin
            new.created_at := old.created_at;
            return new;
        end
        $$
        """,
    ]

    private func status(_ block: Int, _ side: Side) -> String {
        let added = side == .new && block % 2 == 0 ? "'reviewed', " : ""
        return "create type public.status_\(block) as enum ('draft', \(added)'published')"
    }

    /// Over the table whose column changes its type.
    private func view(_ block: Int) -> String {
        let (table, parent) = (GeneratedTable.name(block * 10 + 8), GeneratedTable.name(block * 10))
        return """
            create view public.overview_\(block) as
                select t.id, t.title, t.code, t.status, p.title as parent_title
                from public.\(table) as t
                left join public.\(parent) as p on p.id = t.parent_id
                where t.quantity > 0
            """
    }

    private func total(_ block: Int, _ side: Side) -> String {
        let condition = side == .new && block % 2 == 0 ? "status <> 'draft'" : "quantity > 0"
        return """
            create function public.total_\(block)(viewer uuid) returns numeric language sql stable as $$
                select coalesce(sum(price * quantity), 0)
                from public.\(GeneratedTable.name(block * 10 + 7))
                where owner_id = viewer and \(condition)
            $$
            """
    }
}
