-- old
create type e as enum ('a', 'b');
create function e2i(e) returns int language sql immutable as 'select 1';
create cast (e as int) with function e2i(e) as implicit;
create view v as select 'a'::e::int as x;

-- new
create type e as enum ('b', 'a');
create function e2i(e) returns int language sql immutable as 'select 2';
create cast (e as int) with function e2i(e);
create view v as select 'a'::e::int as x;
