-- old
create function f() returns int language sql as 'select 1';
create table t (a int default f());

-- new
create function f(x int default 3) returns int language sql as 'select 1';
create table t (a int default f());
