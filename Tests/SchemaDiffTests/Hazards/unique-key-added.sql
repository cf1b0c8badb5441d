-- old
create table t (a int, b text, c text, d int);
create table u (id int primary key, n int unique);
-- rows
insert into t values (1, 'x', 'A', 1), (1, 'y', 'a', 0), (null, null, 'B', 1);
insert into u values (1, 1);
-- new
create table t (a int, b text, c text, d int, e int unique, unique (a, b));
create unique index on t (lower(c)) where d > 0;
create table u (id int primary key, n int unique, unique (n, id));
-- hazards
-- rejects-rows:t_a_b_key on t
--   a, b of t must be unique: rows with the same values stop the migration.
--   0 duplicates
-- rejects-rows:t_lower_idx
--   lower(c) of t must be unique: rows with the same values stop the migration.
--   0 duplicates
-- breaks-clients:t_a_b_key on t
--   a, b of t must be unique: programs can't write the same values twice.
-- breaks-clients:t_lower_idx
--   lower(c) of t must be unique: programs can't write the same values twice.
-- lock:t_a_b_key on t
--   Building the constraint t_a_b_key of t takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
-- lock:t_e_key on t
--   Building the constraint t_e_key of t takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
-- lock:u_n_id_key on u
--   Building the constraint u_n_id_key of u takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
-- lock:t_lower_idx
--   Building the index t_lower_idx of t takes as long as the table is large, while nobody can write it.
--   (answered online)
--   (its size)
