internal import Foundation

/// Gives rows of a table values, a few pages at a time, each lot in a transaction of its own: who writes one of its rows
/// meanwhile waits for one lot, and not for all of them.
///
/// Rows that come or change after it began aren't looked for: a trigger or a default sees to them. It may be stopped at
/// any moment and run again, because rows that have their values are passed over.
public struct BatchedUpdate: Sendable, Equatable {
    /// As SQL writes it.
    public var table: String
    /// What stands behind SET.
    public var assignments: String
    /// Holds for the rows that have no value yet.
    public var condition: String

    public init(table: String, assignments: String, condition: String) {
        self.table = table
        self.assignments = assignments
        self.condition = condition
    }

    /// Reads a statement that ``statement`` made, with comments before it or not; nil for any other.
    public init?(_ text: String) {
        guard let start = text.range(of: "do $lots$")?.lowerBound,
            text[..<start].split(separator: "\n").allSatisfy({ $0.hasPrefix("--") })
        else { return nil }
        let statement = String(text[start...])
        guard
            let match = statement.firstMatch(
                of:
                    /\n      update (?<table>[^\n]+) set (?<values>[^\n]+)\n[^\n]+\n        and \((?<condition>[^\n]+)\);\n/
            )
        else { return nil }
        self.init(
            table: String(match.table), assignments: String(match.values), condition: String(match.condition))
        guard self.statement == statement else { return nil }
    }

    /// The update itself, as if it were of all rows at once.
    public var whole: String { "update \(table) set \(assignments) where \(condition)" }

    /// Column → the expression that rows get which have no value, where that can be told.
    public var values: [String: String] {
        var values: [String: String] = [:]
        for entry in SQLText.entries(assignments[...]) {
            guard let equals = entry.range(of: " = ") else { continue }
            let (column, value) = (String(entry[..<equals.lowerBound]), entry[equals.upperBound...])
            let start = "coalesce(\(column), "
            values[column] = String(value.hasPrefix(start) ? value.dropFirst(start.count).dropLast() : value)
        }
        return values
    }

    /// Half a megabyte, which is written in a fraction of a second.
    static let pages = 64

    /// The setting that says to triggers that a lot is being written.
    static let setting = "berry.lots"

    /// One statement, which PostgreSQL runs outside of a transaction only, because it ends several (manual, "DO").
    ///
    /// It waits for somebody's row for less than PostgreSQL's `deadlock_timeout`, so that it is never the reason for
    /// which somebody's transaction is ended.
    public var statement: String {
        """
        do $lots$
        declare
          page bigint := 0;
          pages bigint := pg_catalog.pg_relation_size(\(quoted(table))) / current_setting('block_size')::bigint;
        begin
          while page <= pages loop
            begin
              perform set_config('lock_timeout', '300ms', true), set_config('\(Self.setting)', 'on', true);
              update \(table) set \(assignments)
              where ctid >= format('(%s,0)', page)::tid and ctid < format('(%s,0)', page + \(Self.pages))::tid
                and (\(condition));
              page := page + \(Self.pages);
            exception when lock_not_available then
              perform pg_sleep(0.1);
            end;
            commit;
          end loop;
        end
        $lots$
        """
    }
}

/// What gives rows their values that are written while a ``BatchedUpdate`` goes through the table, and keeps that update
/// from looking like somebody's change: a trigger, for as long as it takes.
struct FillingTrigger {
    /// The facts of the columns, each with an expression over the row.
    var columns: [(name: String, value: String)]
    /// Columns that have this value at every moment.
    var copies: [(name: String, value: String)] = []
    /// As SQL writes it.
    var table: String
    /// The schema for its function.
    var schema: String
    /// Whether a trigger notes in `updated_at` when somebody changed a row.
    var keepsTime: Bool
    /// What it does.
    var word = "fill"

    /// It comes behind all others, which PostgreSQL runs in the order of their names (manual, "Overview of Trigger
    /// Behavior").
    private var name: String {
        OnlineForm.bounded("zz_\(word)_\(Self.bareName(of: table))")
    }

    /// A table's name without its schema and quotes.
    static func bareName(of table: String) -> String {
        unquoted(table.split(separator: ".").last.map(String.init) ?? table)
    }

    var creation: [String] {
        var lines = columns.map { column in
            """
              if new.\(column.name) is null then
                select \(column.value) into new.\(column.name) from (select (new).*) as r;
              end if;

            """
        }
        lines += copies.map { column in
            "  select \(column.value) into new.\(column.name) from (select (new).*) as r;\n"
        }
        if keepsTime {
            lines.append(
                """
                  if tg_op = 'UPDATE' and current_setting('\(BatchedUpdate.setting)', true) = 'on' then
                    new.updated_at := old.updated_at;
                  end if;

                """)
        }
        return [
            """
            create function \(schema).\(name)() returns trigger language plpgsql set search_path = '' as $fill$
            begin
            \(lines.joined())  return new;
            end
            $fill$
            """,
            "create trigger \(name) before insert or update on \(table) for each row "
                + "execute function \(schema).\(name)()",
        ]
    }

    var removal: [String] { ["drop trigger \(name) on \(table)", "drop function \(schema).\(name)()"] }
}
