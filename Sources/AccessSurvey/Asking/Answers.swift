internal import Foundation
internal import Postgres
internal import SQL

/// One request, and how its answer is read.
struct SurveyRequest {
    let actor: SurveyActor
    let sql: String
    /// Whether it answers one text; otherwise only whether it is done counts.
    let answers: Bool
}

/// What PostgreSQL does with a request.
enum SurveyAnswer: Hashable {
    case text(String)
    /// Its SQLSTATE.
    case error(String)

    /// Whether access control let it pass, so that at most a constraint refused it.
    var isAdmitted: Bool {
        switch self {
        case .text: true
        case .error(let state): state.hasPrefix("23") || state.hasPrefix("22")
        }
    }
}

/// Sends requests by the hundred, each in a savepoint of its own, of which nothing stays.
enum SurveyAsking {
    private static let batch = 300

    static func answers(
        to requests: [SurveyRequest], on connection: isolated Connection
    ) async throws -> [SurveyAnswer] {
        var answers: [SurveyAnswer] = []
        var rest = requests[...]
        while !rest.isEmpty {
            let text = try await connection.execute(script(rest.prefix(batch))).one.text(0)
            rest = rest.dropFirst(batch)
            let found = try JSONDecoder().decode([String].self, from: Data(text.utf8))
            answers += found.map { $0.hasPrefix("!") ? .error(String($0.dropFirst())) : .text(String($0.dropFirst())) }
        }
        return answers
    }

    /// A block that switches to each actor inside of the savepoint that it leaves by an error.
    private static func script(_ requests: some Collection<SurveyRequest>) -> String {
        let texts = requests.flatMap { [$0.actor.role, $0.actor.claims, $0.sql, $0.answers ? "yes" : "no"] }
        let block = """
            declare
              requests text[] := array[\(texts.map(quotedLiteral).joined(separator: ",\n"))];
              answers jsonb[] := '{}';
              answer text;
            begin
              for number in 0 .. cardinality(requests) / 4 - 1 loop
                begin
                  perform set_config('request.jwt.claims', requests[4 * number + 2], true),
                    set_config('role', requests[4 * number + 1], true);
                  answer := '';
                  if requests[4 * number + 4] = 'yes' then
                    execute requests[4 * number + 3] into answer;
                  else
                    execute requests[4 * number + 3];
                  end if;
                  raise exception using errcode = 'BERRY', message = coalesce('=' || answer, '=');
                exception when others then
                  answers := answers || to_jsonb(case sqlstate when 'BERRY' then sqlerrm else '!' || sqlstate end);
                end;
              end loop;
              perform set_config('berry.answers', to_jsonb(answers)::text, true);
            end
            """
        return "do \(quotedLiteral(block)); select current_setting('berry.answers')"
    }
}
