-- old
create table t (a int, b text constraint old_name check (b <> ''));
-- rows
insert into t values (1, 'a'), (-1, 'b'), (null, 'c');
-- new
create table t (a int check (a > 0), b text constraint new_name check (b <> ''));
-- hazards
-- rejects-rows:t_a_check on t
--   Rows that don't pass (a > 0) stop the migration.
--   1 row
-- breaks-clients:t_a_check on t
--   The constraint t_a_check of t is checked from now on: rows that programs write must pass (a > 0).
-- long-scan:t_a_check on t
--   Adding the constraint t_a_check of t looks at every row, while nobody can read or write the table.
--   (answered online)
--   (its size)
