-- old
create table t (r int4range, constraint a exclude using gist (r with &&));
-- rows
insert into t values ('[1,2]');
-- new
create table t (r int4range, constraint b exclude using gist (r with &&));
-- hazards
-- lock:b on t
--   Building the constraint b of t takes as long as the table is large, while nobody can read or write it.
--   (its size)
