/// A part of the language that is generated, or refused by name: the table "Which issue generates what first" of
/// the language's design, as data.
public enum Feature: String, CaseIterable, Sendable {
    // From the beginning. Field types are spelt as FieldType spells them.
    case text, integer, bigint, float, decimal, boolean, uuid, json, ip, bytes
    case date, time, timestamp, localTimestamp, duration, timeZone
    case `enum`, email, url, slug, phone, color
    case list, unique, `default`, indexed, column, table
    case belongsTo, hasMany, hasOne, manyToMany, via, selfRelations, onDelete, inverse
    case key, id, account, from, owner, uniqueConstraints, indexes, checks, timestamps, order
    case enums, checkedEnums, nativeEnums, roles
    case anyone, signedIn, service, ownerGrants, roleGrants, accountGrants
    case when, becomes, grantFields, junctionRules, supabase, postgres

    // Changing a database that holds data.
    case renamedFrom, backfill, removedValues, sql

    // Access control.
    case tenancy, members, memberOf, through, listedIn, all, dottedPaths, any, differingFields, roleHierarchy
    case rolesFrom, hidden, appendOnly, require, anonymousAccounts, invitations, shareLinks

    // The whole language.
    case softDelete, history, search, realtime, partitionBy, noOverlap, views, materialized, queries, money, location,
        file
    case image, vector, custom, generated, personal, arcs, schema, deferrable, groups, include, extensions

    // Later.
    case auditLog, jobQueue, idempotencyKeys

    /// What happens to a specification that uses a feature.
    public enum Generation: Sendable, Equatable {
        case generated
        /// Refused with the diagnostic of this code.
        case refused(code: String)
    }

    /// What this version does with the feature.
    public var generation: Generation {
        switch self {
        case .partitionBy, .materialized, .schema,
            .auditLog, .jobQueue, .idempotencyKeys:
            .refused(code: "unsupported-\(kebab)")
        default: .generated
        }
    }

    /// `renamedFrom` → `renamed-from`.
    private var kebab: String {
        rawValue.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
    }

    /// How a specification spells it, for messages.
    public var spelling: String {
        switch self {
        case .removedValues: "'removed' values of an enum"
        case .dottedPaths: "a path of several steps"
        case .any: "'any' in a condition"
        case .all: "'all' in a grantee"
        case .differingFields: "'fields' that differ between grantees"
        case .roleHierarchy: "a role that includes others"
        case .arcs: "a relation to one of several entities"
        case .money, .location, .file, .image, .vector, .custom: "the field type '\(rawValue)'"
        case .invitations, .shareLinks, .auditLog, .jobQueue, .idempotencyKeys: "the module '\(rawValue)'"
        default: "'\(rawValue)'"
        }
    }
}
