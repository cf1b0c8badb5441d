-- old
create table t (a int, b int generated always as (a * 2) stored, c int);

-- new
create table t (a bigint, b bigint generated always as (a * 3) stored, c int default 4,
  d int generated always as (c) stored);
