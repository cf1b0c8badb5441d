-- old
create table t (a int, b int, c int);
create index a_index on t (a);
create index b_index on t (b);
create index c_index on t (c);
alter table t add constraint a_key unique (a, b);
-- rows
insert into t values (1, 1, 1);
-- new
create table t (a int, b int, c int);
create index renamed on t (b);
create index c_index on t (c desc);
-- hazards
-- lock:c_index
--   Building the index c_index of t takes as long as the table is large, while nobody can write it.
--   (answered online)
--   (its size)
-- index-dropped:a_key on t
--   The constraint a_key of t is gone: queries that use it become slower.
--   0 uses so far
-- index-dropped:a_index
--   The index a_index of t is gone: queries that use it become slower.
--   0 uses so far
-- index-dropped:c_index
--   The index c_index of t becomes another index: queries that use it become slower.
--   0 uses so far
