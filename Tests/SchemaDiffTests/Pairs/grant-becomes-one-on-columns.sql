-- old
create table t (a int, b int, c int);
grant select, insert, update on t to public;

-- new
create table t (a int, b int, c int);
grant select on t to public;
grant insert (a, b), update (c) on t to public;
