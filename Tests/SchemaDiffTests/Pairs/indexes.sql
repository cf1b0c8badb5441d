-- old
create table t (a int, b text, c int[], d tsrange);
create index i1 on t (a);
create unique index i2 on t (lower(b)) where a > 0;
create index i3 on t using gin (c);
create index i4 on t (a desc nulls last) include (b);

-- new
create table t (a int, b text, c int[], d tsrange);
create index i1 on t (a, b);
create unique index i2 on t (lower(b)) where a > 1;
create index i5 on t using brin (a) with (pages_per_range = 8);
create index i6 on t using gist (d);
create statistics st on a, b from t;
alter table t cluster on i1;
alter table t replica identity full;
