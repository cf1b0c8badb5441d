-- old
create table t (a int, b int, c int);
grant select, insert on t to public;
grant insert (a), update (a) on t to public;
create table u (a int);
grant select on u to public;
grant select (a) on u to public;

-- new
create table t (a int, b int, c int);
grant select on t to public;
grant insert (a), update (a) on t to public;
create table u (a int);
grant select (a) on u to public;
