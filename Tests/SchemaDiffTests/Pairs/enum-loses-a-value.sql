-- old
create type status as enum ('open', 'gone', 'done');
create domain status_list as status[];
create table t (id int primary key, s status not null default 'open', all_s status[] default '{open}', check (s <> 'done'));
create index t_open on t (id) where s = 'open';
create view v as select * from t where s = 'open';
create function f(x status) returns status language sql as 'select x';

-- new
create type status as enum ('done', 'open');
create domain status_list as status[];
create table t (id int primary key, s status not null default 'open', all_s status[] default '{open}', check (s <> 'done'));
create index t_open on t (id) where s = 'open';
create view v as select * from t where s = 'open';
create function f(x status) returns status language sql as 'select x';
