-- old
create table t (a int, b int, unique (a), unique (b));
-- rows
insert into t values (1, 1), (2, 2);
-- new
create table t (a int, b int, unique (a) deferrable, unique (b));
-- hazards
-- lock:t_a_key on t
--   Building the constraint t_a_key of t takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
