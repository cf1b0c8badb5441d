-- old
create table t (r int4range, s int4range, constraint old exclude using gist (s with &&));
-- rows
insert into t values ('[1,2]', '[1,2]');
-- new
create table t (r int4range, s int4range, constraint old exclude using gist (s with &&), constraint one exclude using gist (r with &&));
-- hazards
-- rejects-rows:one on t
--   Rows that exclude each other by the constraint one of t stop the migration.
-- breaks-clients:one on t
--   Programs can't write rows that exclude each other by the constraint one of t.
-- lock:one on t
--   Building the constraint one of t takes as long as the table is large, while nobody can read or write it.
--   (its size)
