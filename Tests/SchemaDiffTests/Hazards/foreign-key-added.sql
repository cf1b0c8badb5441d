-- old
create table lists (id int primary key, n int);
create table t (list int, other int, extra int);
-- rows
insert into lists values (1, 1);
insert into t values (1, null, 1), (null, null, 1);
-- new
create table lists (id int primary key, n int);
create table fresh (id int primary key);
create table t (list int references lists, other int references fresh, extra int, later int references lists);
-- hazards
-- rejects-rows:t_list_fkey on t
--   list of t must be found in lists: rows for which it isn't stop the migration.
--   0 rows
-- rejects-rows:t_other_fkey on t
--   other of t must be found in fresh: rows for which it isn't stop the migration.
--   0 rows
-- breaks-clients:t_list_fkey on t
--   list of t must be found in lists: programs can't write other values.
-- breaks-clients:t_other_fkey on t
--   other of t must be found in fresh: programs can't write other values.
-- long-scan:t_later_fkey on t
--   Adding the constraint t_later_fkey of t looks at every row, while nobody can write it or lists.
--   (answered online)
--   (its size)
-- long-scan:t_list_fkey on t
--   Adding the constraint t_list_fkey of t looks at every row, while nobody can write it or lists.
--   (answered online)
--   (its size)
-- long-scan:t_other_fkey on t
--   Adding the constraint t_other_fkey of t looks at every row, while nobody can write it or fresh.
--   (answered online)
--   (its size)
