-- old
create table t (a int, b text, c text, d int);
-- rows
insert into t values (1, 'x', 'A', 1), (1, 'x', 'a', 1), (1, 'x', 'B', 0), (null, 'x', 'b', 0), (null, 'x', 'c', 0);
-- new
create table t (a int, b text, c text, d int, unique (a, b));
create unique index on t (lower(c)) where d > 0;
-- hazards
-- rejects-rows:t_a_b_key on t
--   a, b of t must be unique: rows with the same values stop the migration.
--   2 duplicates
-- rejects-rows:t_lower_idx
--   lower(c) of t must be unique: rows with the same values stop the migration.
--   1 duplicate
-- breaks-clients:t_a_b_key on t
--   a, b of t must be unique: programs can't write the same values twice.
-- breaks-clients:t_lower_idx
--   lower(c) of t must be unique: programs can't write the same values twice.
-- lock:t_a_b_key on t
--   Building the constraint t_a_b_key of t takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
-- lock:t_lower_idx
--   Building the index t_lower_idx of t takes as long as the table is large, while nobody can write it.
--   (answered online)
--   (its size)
