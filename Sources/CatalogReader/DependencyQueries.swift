/// What PostgreSQL itself records about what needs what (manual, "pg_depend").
enum DependencyQueries {
    /// Things that are no facts of their own: each with the one that it is a part of.
    static let aliases = """
        select 'pg_type'::regclass::oid, t.oid, 0, 'pg_class'::regclass::oid, c.oid, 0
        from pg_type as t join pg_class as c on c.oid = t.typrelid and c.relkind <> 'c' where t.oid >= 16384
        union all
        select 'pg_class'::regclass, c.oid, 0, 'pg_type'::regclass, c.reltype, 0 from pg_class as c where c.relkind = 'c'
        union all
        select 'pg_type'::regclass, t.typarray, 0, 'pg_type'::regclass, t.oid, 0 from pg_type as t
        where t.typarray <> 0 and t.oid >= 16384
        union all
        select 'pg_type'::regclass, r.rngmultitypid, 0, 'pg_type'::regclass, r.rngtypid, 0 from pg_range as r
        where r.rngmultitypid >= 16384
        union all
        select 'pg_rewrite'::regclass, r.oid, 0, 'pg_class'::regclass, r.ev_class, 0 from pg_rewrite as r
        where r.rulename = '_RETURN' and r.oid >= 16384
        union all
        select 'pg_class'::regclass, k.conindid, 0, 'pg_constraint'::regclass, k.oid, 0 from pg_constraint as k
        where k.conindid <> 0 and k.contype in ('p', 'u', 'x')
        union all
        select 'pg_constraint'::regclass, k.oid, 0, 'pg_constraint'::regclass, k.conparentid, 0 from pg_constraint as k
        where k.conparentid <> 0 and k.contype = 'f'
        union all
        select 'pg_attrdef'::regclass, f.oid, 0, 'pg_class'::regclass, f.adrelid, f.adnum from pg_attrdef as f
        join pg_attribute as a on a.attrelid = f.adrelid and a.attnum = f.adnum and a.attgenerated <> ''
        union all
        select d.classid, d.objid, 0, d.refclassid, d.refobjid, d.refobjsubid from pg_depend as d
        where d.deptype = 'e' and d.objid >= 16384
          or d.deptype = 'i' and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
            and exists (select from pg_sequence as s where s.seqrelid = d.objid)
        """

    /// A sequence outlives the column that it belongs to when it is told to; that is a fact of its own. The index of a
    /// partitioned table takes those of its partitions in.
    static let dependencies = """
        select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
        from pg_depend as d
        where d.objid >= 16384 and (d.refobjid >= 16384 or d.refclassid = 'pg_namespace'::regclass)
          and d.deptype in ('n', 'a', 'i')
          and not (d.deptype = 'a' and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
            and exists (select from pg_sequence as s where s.seqrelid = d.objid))
        union all
        select 'pg_class'::regclass, h.inhparent, 0, 'pg_class'::regclass, h.inhrelid, 0
        from pg_inherits as h join pg_class as i on i.oid = h.inhparent and i.relkind = 'I'
        where not exists (select from pg_constraint as k where k.conindid = h.inhrelid and (not k.conislocal or k.conparentid <> 0))
        """
}
