-- old
create table lists (id int primary key);
create table t (list int references lists);
-- rows
insert into lists values (1);
insert into t values (1);
-- new
create table lists (id int primary key);
create table t (list int references lists on delete cascade);
-- hazards
-- long-scan:t_list_fkey on t
--   Adding the constraint t_list_fkey of t looks at every row, while nobody can write it or lists.
--   (answered online)
--   (its size)
