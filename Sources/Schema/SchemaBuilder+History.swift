internal import DomainModel
internal import Naming
internal import SQL

/// What keeps versions of rows.
extension SchemaBuilder {
    /// The function behind every trigger of a table whose versions are kept.
    ///
    /// It names no column: whatever a migration adds, renames or drops, it goes on working between the steps. What a
    /// version lacks a column for is left out; what a row lacks stays empty.
    var keepingVersions: [Statement] {
        let (at, by, with) = (
            DomainModel.History.endedAt, DomainModel.History.endedBy, DomainModel.History.endedWith
        )
        let function = CreateFunction(
            Self.keepVersion, returns: "trigger", language: "plpgsql", securityDefiner: true,
            body: """
                declare
                  versions text := format('%I.%I', tg_table_schema, tg_argv[0]);
                  version jsonb := to_jsonb(old);
                  -- Whether the row counts as there, before and after.
                  was_there boolean := tg_argv[2] is null or version ->> tg_argv[2] is null;
                  is_there boolean := tg_op = 'UPDATE';
                begin
                  -- What a migration does to rows a few at a time is nobody's change.
                  if current_setting('berry.lots', true) = 'on' then
                    return null;
                  end if;
                  if is_there and tg_argv[2] is not null then
                    is_there := to_jsonb(new) ->> tg_argv[2] is null;
                  end if;
                  if tg_argv[1] is not null and tg_argv[1] <> '' then
                    version := version || jsonb_build_object(tg_argv[1], version -> 'id');
                  end if;
                  version := version || jsonb_build_object(
                    'id', nextval(pg_get_serial_sequence(versions, 'id')),
                    '\(at)', now(),
                    '\(by)', auth.uid(),
                    '\(with)', case
                      when tg_op = 'DELETE' or was_there and not is_there then 'delete'
                      when is_there and not was_there then 'restore'
                      else 'update'
                    end);
                  execute format('insert into %1$s select * from jsonb_populate_record(null::%1$s, $1)', versions)
                    using version;
                  return null;
                end
                """)
        return function.statements(
            comment: "Keeps what a row was before a change. Its arguments: the table of versions, the column there for "
                + "a key called id, and the column that says when a row was deleted.",
            closedTo: APIRole.everybody)
    }

    /// The trigger of a table whose versions are kept; nil for others.
    func versionTrigger(of entity: DomainModel.Entity, _ table: QualifiedName) -> CreateTrigger? {
        guard let history = model.history(of: entity) else { return nil }
        var arguments = [history.table]
        if entity.keyColumns == ["id"] {
            arguments += history.versionedKey
        } else if entity.isSoftDeleted {
            arguments.append("")
        }
        if entity.isSoftDeleted { arguments.append(DomainModel.Entity.deletionColumn) }
        return .init(
            boundedName("\(entity.table)_keep_version"), on: table, "after update or delete", execute: Self.keepVersion,
            arguments)
    }
}
