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
