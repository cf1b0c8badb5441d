-- old
create table t (a varchar(5) check (a <> ''), b varchar(5));
-- rows
insert into t values ('a', 'b');
-- new
create table t (a varchar(10) check (a <> ''), b varchar(10));
-- hazards
-- long-scan:t.a
--   The column a of t becomes character varying(10): its checks look at every row, while nobody can use the table.
--   (its size)
