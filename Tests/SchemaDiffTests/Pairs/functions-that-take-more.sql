-- old
create function f(int) returns int language sql immutable as 'select $1';
create table t (a int, b int generated always as (f(a)) stored);

create schema s1;
set search_path = s1;
create function f(a int, b int default 1) returns int language sql as 'select 1';
create view v as select f(1) as x;

-- new
create function f(int, int default 2) returns int language sql immutable as 'select $1 * $2';
create table t (a int, b int generated always as (f(a)) stored);

create schema s1;
set search_path = s1;
create function f(a int, b int default 2, c text default 'x') returns int language sql as 'select 1';
create view v as select f(1) as x;
