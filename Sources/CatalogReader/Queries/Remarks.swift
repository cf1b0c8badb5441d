internal import Catalog

extension FactQuery {
    static let remarks = [
        // A comment counts where the thing that it is about is a fact.
        FactQuery(
            kind: .comment, catalog: nil, preposition: "on",
            sql: """
                select d.classoid as parent_class, d.objoid as parent, d.objsubid as parent_sub, null as name,
                  quote_literal(d.description) as text, quote_ident(a.attname) as column,
                  -- The index of a constraint has a comment of its own.
                  case when d.objsubid = 0 and exists (select from pg_constraint as k where k.conindid = d.objoid
                    and k.contype in ('p', 'u', 'x')) then d.objoid::regclass::text end as objects
                from pg_description as d
                left join pg_attribute as a on d.objsubid > 0 and d.classoid = 'pg_class'::regclass
                  and a.attrelid = d.objoid and a.attnum = d.objsubid
                where d.objoid >= 16384
                  -- The schema public brings one, which nobody wrote.
                  or d.classoid = 'pg_namespace'::regclass and d.objoid = 'public'::regnamespace
                    and d.description <> 'standard public schema'
                """),
        FactQuery(
            kind: .other, catalog: nil,
            sql: """
                with own as (select n.oid from pg_namespace as n where \(isOwn("n")))
                select i.type || ' ' || i.identity as name
                from (
                  select 'pg_opclass'::regclass::oid, o.oid from pg_opclass as o where o.opcnamespace in (select oid from own)
                  union all
                  select 'pg_opfamily'::regclass, o.oid from pg_opfamily as o where o.opfnamespace in (select oid from own)
                  union all
                  select 'pg_conversion'::regclass, o.oid from pg_conversion as o where o.connamespace in (select oid from own)
                  union all
                  select 'pg_ts_parser'::regclass, o.oid from pg_ts_parser as o where o.prsnamespace in (select oid from own)
                  union all
                  select 'pg_ts_template'::regclass, o.oid from pg_ts_template as o where o.tmplnamespace in (select oid from own)
                  union all
                  select 'pg_language'::regclass, o.oid from pg_language as o where o.oid >= 16384
                  union all
                  select 'pg_transform'::regclass, o.oid from pg_transform as o where o.oid >= 16384
                  union all
                  select 'pg_am'::regclass, o.oid from pg_am as o where o.oid >= 16384
                  union all
                  select 'pg_type'::regclass, t.oid from pg_type as t where t.typnamespace in (select oid from own)
                    and t.typtype = 'b' and t.typelem = 0
                ) as o (class, oid) cross join lateral pg_identify_object(o.class, o.oid, 0) as i
                where not exists (select from pg_depend as m where m.classid = o.class and m.objid = o.oid and m.deptype in ('e', 'i'))
                """),
    ]
}
