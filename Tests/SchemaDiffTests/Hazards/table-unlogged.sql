-- old
create table a (id int);
create unlogged table b (id int);
-- rows
insert into a values (1), (2);
-- new
create unlogged table a (id int);
create table b (id int);
-- hazards
-- data-loss:a
--   From now on, the table a loses its rows when the server crashes.
--   2 rows
-- rewrite:a
--   The table a becomes unlogged: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:b
--   The table b becomes logged: the whole table is written anew, while nobody can read or write it.
--   (its size)
