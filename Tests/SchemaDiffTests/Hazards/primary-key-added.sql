-- old
create table t (a int, b int);
-- rows
insert into t values (1, 1), (1, 2), (null, 3), (null, 4);
-- new
create table t (a int primary key, b int);
-- hazards
-- rejects-rows:t.a
--   The column a of t becomes required: a row without a value stops the migration.
--   2 rows
-- rejects-rows:t_pkey on t
--   a of t becomes the primary key: rows with the same values stop the migration.
--   1 duplicate
-- breaks-clients:t.a
--   The column a of t becomes required: programs that leave it out can't add rows.
-- breaks-clients:t_pkey on t
--   a of t becomes the primary key: programs can't write the same values twice.
-- long-scan:t.a
--   The column a of t becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
-- lock:t_pkey on t
--   Building the constraint t_pkey of t takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
