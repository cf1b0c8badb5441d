public import Catalog
internal import Foundation

/// A column that is no longer wanted, and stays for programs that know it until somebody allows by name that it goes:
/// in step with the columns that took its place.
public struct KeptColumn: Sendable {
    public var column: Fact.ID
    /// As SQL writes it.
    public var table: String
    /// What it holds: an expression over the columns that took its place.
    public var value: String
    public var reads: [Fact.ID]

    public init(_ column: Fact, value: String, reads: [Fact.ID]) {
        self.column = column.id
        table = column[.table] ?? ""
        self.value = value
        self.reads = reads
    }
}

extension Catalog {
    /// The same with columns of `base` that stay for a while, and what belongs to them alone.
    public func keeping(_ kept: [KeptColumn], of base: Catalog) -> Catalog {
        var facts = facts
        var ids = Set(facts.map(\.id))
        let kinds: Set<Fact.Kind> = [.defaultValue, .constraint, .index, .grant, .comment]
        func keep(_ fact: Fact) { if ids.insert(fact.id).inserted { facts.append(fact) } }
        let columns = Set(kept.map(\.column))
        let tables = Set(kept.map(\.table))
        for column in kept.compactMap({ base[$0.column] }) { keep(column) }
        // Facts are sorted by kind: what is granted on a function comes behind it.
        for fact in base.facts where !ids.contains(fact.id) {
            let isOfColumn = kinds.contains(fact.kind) && fact.dependencies.contains(where: columns.contains)
            let isKeeper = tables.contains { ColumnKeeper(table: $0, in: base).owns(fact) }
            if isOfColumn && fact.dependencies.allSatisfy(ids.contains) || isKeeper { keep(fact) }
        }
        return Catalog(facts, platform: platform)
    }
}

/// The trigger that keeps columns of a table in step with those that took their place.
struct ColumnKeeper {
    let table: String
    let schema: String

    /// - Parameter catalog: has the schema for functions that nobody calls, or hasn't.
    init(table: String, in catalog: Catalog) {
        self.table = table
        let own = catalog[Fact.ID(.table, table)]?[.schema] ?? "public"
        schema = catalog[Fact.ID(.schema, "private")] == nil ? own : "private"
    }

    /// It comes before all others, which PostgreSQL runs in the order of their names: what they check, it has changed.
    private var name: String {
        OnlineForm.bounded("aa_keep_\(unquoted(table.split(separator: ".").last.map(String.init) ?? table))")
    }

    var function: Fact.ID { Fact.ID(.function, "\(schema).\(name)()") }
    private var trigger: Fact.ID { Fact.ID(.trigger, "\(name) on \(table)") }

    /// Whether it is the trigger, its function, or a part of either.
    func owns(_ fact: Fact) -> Bool {
        [function, trigger].contains { $0 == fact.id || fact.parent == $0 || fact.dependencies.contains($0) }
    }

    /// Whether the one that `catalog` has makes `column` of columns that all stay.
    ///
    /// - Parameter stays: asked with the name of a column of the table.
    func keeps(_ column: String, in catalog: Catalog, stays: (String) -> Bool) -> Bool {
        let definition = catalog[function]?[.definition] ?? ""
        return definition.components(separatedBy: "if tg_op = 'INSERT' then").dropFirst().contains { block in
            let sides = block.components(separatedBy: "    else\n").prefix(2).map { side in
                (side.components(separatedBy: "    end if;").first ?? "").matches(of: #/ into new\.(.+) from /#)
                    .map { String($0.1) }
            }
            guard sides.count == 2, let place = sides.firstIndex(where: { $0.contains(column) }) else { return false }
            return sides[1 - place].allSatisfy(stays)
        }
    }

    /// - Parameters:
    ///   - kept: the columns of this table that are kept.
    ///   - sides: `to` has the columns that took their place; what is declared says how these are filled.
    func creation(_ kept: [KeptColumn], in sides: Sides) -> [String] {
        let body = self.body(kept, in: sides)
        let found = sides.from[function]?[.definition]
        if found?.contains(body) == true { return [] }
        let making = """
            create or replace function \(schema).\(name)() returns trigger language plpgsql set search_path = '' as $keep$\(body)$keep$
            """
        guard found == nil else { return [making] }
        return [
            making, "revoke all on function \(schema).\(name)() from public",
            "create trigger \(name) before insert or update on \(table) for each row "
                + "execute function \(schema).\(name)()",
        ]
    }

    private func body(_ kept: [KeptColumn], in sides: Sides) -> String {
        var blocks = ""
        for reads in Set(kept.map(\.reads)).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let old = kept.filter { $0.reads == reads }
            blocks += block(old, reads.compactMap { sides.to[$0] }, sides)
        }
        return """

            begin
              if current_setting('\(BatchedUpdate.setting)', true) = 'on' then
                return new;
              end if;
            \(blocks)  return new;
            end

            """
    }

    private func block(_ old: [KeptColumn], _ new: [Fact], _ sides: Sides) -> String {
        let olds = old.compactMap { sides.from[$0.column] ?? sides.to[$0.column] }
        func stated(_ columns: [Fact]) -> String {
            columns.map { column in
                let usual = sides.to[Fact.ID(.defaultValue, column.name)]?[.expression]
                return "new.\(column[.column] ?? "") is distinct from \(usual.map { "(\($0))" } ?? "null")"
            }.joined(separator: " or ")
        }
        func changed(_ columns: [Fact]) -> String {
            columns.map { "new.\($0[.column] ?? "") is distinct from old.\($0[.column] ?? "")" }
                .joined(separator: " or ")
        }
        let forward = new.compactMap { column in
            sides.declared.fills[column.id].map { assignment(column[.column] ?? "", $0.value) }
        }.joined()
        let backward = zip(olds, old).map { assignment($0[.column] ?? "", $1.value) }.joined()
        return """
              if tg_op = 'INSERT' then
                if \(stated(new)) then
            \(backward)    else
            \(forward)    end if;
              elsif \(changed(new)) then
            \(backward)  elsif \(changed(olds)) then
            \(forward)  end if;

            """
    }

    private func assignment(_ column: String, _ value: String) -> String {
        "      select \(value) into new.\(column) from (select (new).*) as r;\n"
    }
}

extension SchemaPlan {
    /// The trigger for columns that stay, in the transaction that makes the columns that take their place: no row comes
    /// in between.
    mutating func keep(in sides: Sides) {
        let kept = sides.declared.kept
        for table in Set(kept.map(\.table)).sorted() {
            let keeper = ColumnKeeper(table: table, in: sides.to)
            let columns = kept.filter { $0.table == table }
            let statements = keeper.creation(columns, in: sides)
            if statements.isEmpty { continue }
            let reads = Set(columns.flatMap(\.reads))
            let first = steps.firstIndex { reads.contains($0.subject) && $0.action == .create } ?? 0
            let place = steps[first...].firstIndex { $0.execution != .together } ?? steps.endIndex
            steps.insert(
                contentsOf: statements.map {
                    PlanStep(statement: $0, action: .create, subject: Fact.ID(.trigger, keeper.function.name))
                }, at: place)
        }
    }
}

extension Change {
    /// Whether a trigger fills it with what another column holds.
    var isCopy: Bool { old.map { ColumnSwap.isCopy($0, in: things.from) } ?? false }

    /// Whether a trigger gives a column its values while programs run that don't know it, or that alone know it.
    var isKeptInStep: Bool {
        guard kind == .column, let name = fact[.column], let table = fact[.table] else { return false }
        if things.sides.declared.kept.contains(where: { $0.column == id || $0.reads.contains(id) }) { return true }
        return [things.from, things.to].contains { catalog in
            ColumnKeeper(table: table, in: catalog).keeps(name, in: catalog) { other in
                things.to[Fact.ID(.column, "\(table).\(other)")] != nil
            }
        }
    }
}
