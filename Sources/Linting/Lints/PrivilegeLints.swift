internal import Catalog
internal import Diagnostics

/// What an API's callers hold beside what policies bound.
extension Lint {
    static let privileges: [Lint] = [
        Lint(
            "excess_privileges", ["B7"], .error, "an API's callers hold a right that no policy bounds",
            because: "TRUNCATE empties a table whatever its policies say; REFERENCES and TRIGGER tie things to it",
            mend: "revoke all on … from anon, authenticated, and grant by name what they need",
            .facts { database in
                database.facts(.table, .view, .materializedView, .sequence).flatMap { fact -> [Place] in
                    let isSequence = fact.kind == .sequence
                    let rights = database.apiRights(on: fact.id).filter { right in
                        isSequence
                            ? right.name == "update"
                            : ["truncate", "references", "trigger", "maintain"].contains(right.name)
                    }
                    return Dictionary(grouping: rights, by: \.grantee).map { grantee, rights in
                        let names = Set(rights.map { $0.name.uppercased() }).sorted().joined(separator: ", ")
                        return Place(fact.id, "\(grantee) holds \(names) on \(fact.name)")
                    }
                }
            }),
        Lint(
            "privilege_without_policy", ["B7"], .error, "a role holds a right on a table, and no policy lets it use it",
            because: "the right does nothing today, and opens the table with the first policy that is too wide",
            mend: "revoke the right, or write the policy",
            .facts { database in
                let policies = database.policiesByTable
                return database.localTables.flatMap { table -> [Place] in
                    // Of a table without any policy another lint speaks.
                    guard table[.rowSecurity] != nil, let own = policies[table.name] else { return [] }
                    return Self.commands.flatMap { command in
                        database.apiRoles.filter { role in
                            database.may(role, command, on: table.id)
                                && !own.contains { $0.isPermissive && $0.concerns(command) && $0.concerns(role: role) }
                        }.map { role in
                            Place(
                                table.id,
                                "\(role) holds \(command.uppercased()) on \(table.name), and has no policy for it")
                        }
                    }
                }
            }),
        Lint(
            "policy_without_privilege", ["B19"], .error, "a policy is for a role that holds no right on the table",
            because: "new projects on Supabase grant nothing by themselves, so the statement fails with 42501",
            mend: "grant the right by name, or drop the policy",
            .facts { database in
                let policies = database.policies.filter { $0.isPermissive && $0.command != "all" }
                return policies.flatMap { policy -> [Place] in
                    guard let table = database.tables[policy.table]?.id, database.catalog[table] != nil else {
                        return []
                    }
                    return policy.roles.filter {
                        database.apiRoles.contains($0) && !database.may($0, policy.command, on: table)
                    }
                    .map {
                        Place(
                            policy.fact.id,
                            "\(policy.fact.name) is for \($0), which holds no \(policy.command.uppercased())")
                    }
                }
            }),
        Lint(
            "column_limit_without_effect", ["B8"], .error,
            "a role holds a right on some columns, and the same right on the whole table",
            because: "a right on the table holds for every column, whatever was revoked or granted of single ones",
            mend: "revoke the right on the table, and grant it on the columns by name",
            .facts { database in
                database.facts(.table, .view).flatMap { table -> [Place] in
                    let rights = Set(database.apiRights(on: table.id))
                    let limited = Set(
                        rights.filter { $0.column != nil }.map { right in
                            LintedDatabase.Right(name: right.name, grantee: right.grantee, column: nil)
                        })
                    return limited.intersection(rights).map { right in
                        Place(table.id, "\(right.grantee) holds \(right.name.uppercased()) on all of \(table.name)")
                    }
                }
            }),
        Lint(
            "schema_open_to_creation", [], .error, "an API's callers may create things in a schema",
            because: "a function or table of theirs can take the place of one that yours calls",
            mend: "revoke create on schema … from public, anon, authenticated",
            .facts { database in
                database.facts(.schema).flatMap { schema in
                    database.apiRights(on: schema.id).filter { $0.name == "create" }
                        .map { Place(schema.id, "\($0.grantee) may create things in \(schema.name)") }
                }
            }),
    ]

    static let commands = ["select", "insert", "update", "delete"]
}
