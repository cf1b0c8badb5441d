-- old
create table t (a int);
-- rows
insert into t values (null), (null), (1);
-- new
create table t (a int, unique nulls not distinct (a));
-- hazards
-- rejects-rows:t_a_key on t
--   a of t must be unique: rows with the same values stop the migration.
--   1 duplicate
-- breaks-clients:t_a_key on t
--   a of t must be unique: programs can't write the same values twice.
-- lock:t_a_key on t
--   Building the constraint t_a_key of t takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
