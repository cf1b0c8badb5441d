internal import Postgres
internal import SQL

/// Sends many requests in one statement, each in a savepoint of its own.
struct CellRunner {
    /// More than this made no difference to the time a cell takes.
    static let batch = 250

    /// What PostgreSQL does with each request: the number of rows, or the SQLSTATE. Nothing of it stays.
    func answers(to cells: some Collection<ProofCell>, on connection: isolated Connection) async throws -> [String] {
        var answers: [String] = []
        var rest = cells[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            let found = try await connection.execute(Self.script(batch)).one.text(0)
            answers += found.split(separator: " ").map(String.init)
        }
        return answers
    }

    /// A block that switches to each actor inside of the savepoint that it leaves by an error; so the role, the claims
    /// and the rows are as before.
    private static func script(_ cells: some Collection<ProofCell>) -> String {
        let requests = cells.flatMap { [$0.actor.role, $0.actor.claims, $0.sql] }.map(quotedLiteral)
        let block = """

            declare
              requests text[] := array[\(requests.joined(separator: ",\n"))];
              answers text[] := '{}';
              count bigint;
            begin
              for number in 0 .. cardinality(requests) / 3 - 1 loop
                begin
                  perform set_config('request.jwt.claims', requests[3 * number + 2], true),
                    set_config('role', requests[3 * number + 1], true);
                  execute requests[3 * number + 3];
                  get diagnostics count = row_count;
                  raise exception using errcode = 'BERRY', message = count::text;
                exception when others then
                  answers := answers || case sqlstate when 'BERRY' then sqlerrm else sqlstate end;
                end;
              end loop;
              perform set_config('berry.answers', array_to_string(answers, ' '), true);
            end

            """
        var tag = "$berry$"
        var number = 0
        while block.contains(tag) {
            number += 1
            tag = "$berry\(number)$"
        }
        return "do \(tag)\(block)\(tag); select current_setting('berry.answers')"
    }
}
