-- old
create type e as enum ('a','b');
create table m (x e, v int) partition by list (x);
create table ma partition of m for values in ('a');

-- new
create type e as enum ('b','a');
create table m (x e, v int) partition by list (x);
create table ma partition of m for values in ('a');
