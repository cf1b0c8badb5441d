-- old
create table t (a int, b int);
grant select on t to public;
grant update (a) on t to public;
create function f() returns int language sql as 'select 1';
create schema s;
grant usage on schema s to public;
alter default privileges grant select on tables to public;

-- new
create table t (a int, b int, c int);
grant insert (c), update (a, b) on t to public;
create function f() returns int language sql as 'select 1';
revoke execute on function f() from public;
create schema s;
create function g() returns int language sql as 'select 1';
revoke execute on function g() from public;
alter default privileges revoke execute on functions from public;
