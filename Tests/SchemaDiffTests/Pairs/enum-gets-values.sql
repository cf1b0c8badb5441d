-- old
create type status as enum ('open', 'done');
create table t (s status not null default 'open', all_s status[]);

-- new
create type status as enum ('new', 'open', 'waiting', 'done', 'it''s');
create table t (s status not null default 'new', all_s status[]);
