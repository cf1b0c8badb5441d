-- old
create table lists (id int, owner int, primary key (id, owner));
create table t (list int, owner int);
-- rows
insert into lists values (1, 1);
insert into t values (1, 1), (1, 2), (3, null), (4, 4);
-- new
create table lists (id int, owner int, primary key (id, owner));
create table t (list int, owner int, foreign key (list, owner) references lists);
-- hazards
-- rejects-rows:t_list_owner_fkey on t
--   list, owner of t must be found in lists: rows for which it isn't stop the migration.
--   2 rows
-- breaks-clients:t_list_owner_fkey on t
--   list, owner of t must be found in lists: programs can't write other values.
-- long-scan:t_list_owner_fkey on t
--   Adding the constraint t_list_owner_fkey of t looks at every row, while nobody can write it or lists.
--   (answered online)
--   (its size)
