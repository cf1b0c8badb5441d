-- old
create type c as (a int);
create type d as (c c, e text);
create table t (x d);

create schema s1;
set search_path = s1;
create type e as enum ('a','b','c');
create domain d as e default 'a' check (value <> 'c');
create table t (x d);
create type k as (e e);

-- new
create type c as (a int, b int);
create type d as (c c, e varchar(5));
create table t (x d);

create schema s1;
set search_path = s1;
create type e as enum ('a','b');
create domain d as e default 'b' check (value <> 'a');
create table t (x d);
create type k as (e e);
