-- old
create function pick() returns int language sql volatile as 'select 1';
create function fixed() returns int language sql immutable as 'select 1';
create domain positive as int check (value > 0);
create domain plain as int;
create sequence numbers;
create table t (id int);
-- rows
insert into t values (1), (2);
-- new
create function pick() returns int language sql volatile as 'select 1';
create function fixed() returns int language sql immutable as 'select 1';
create domain positive as int check (value > 0);
create domain plain as int;
create sequence numbers;
create table t (id int, a int default 1, b timestamptz default now(), c uuid default gen_random_uuid(), d int default pick(), e int default fixed(),
  f positive, g plain, h int generated always as (id + 1) stored, i int default nextval('numbers'), j text default 'random()', k text[] default array['a'],
  l varchar(10) default 'x', m numeric(10,2) default 0, n double precision default pi());
-- hazards
-- rewrite:t.c
--   Adding the column c of t writes the whole table anew, while nobody can read or write it: its default gives each row a value of its own.
--   (its size)
-- rewrite:t.d
--   Adding the column d of t writes the whole table anew, while nobody can read or write it: its default gives each row a value of its own.
--   (its size)
-- rewrite:t.f
--   Adding the column f of t writes the whole table anew, while nobody can read or write it: each row is held against the checks of its domain.
--   (its size)
-- rewrite:t.h
--   Adding the column h of t writes the whole table anew, while nobody can read or write it: each row gets its generated value.
--   (its size)
-- rewrite:t.i
--   Adding the column i of t writes the whole table anew, while nobody can read or write it: its default gives each row a value of its own.
--   (its size)
-- rewrite:t.n
--   Adding the column n of t may write the whole table anew, while nobody can read or write it: its default may give each row a value of its own.
--   (its size)
