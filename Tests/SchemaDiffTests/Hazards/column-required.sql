-- old
create table t (a text, b text, c text check (c is not null), d int);
-- rows
insert into t values ('a', 'b', 'c', null);
-- new
create table t (a text not null, b text not null default '', c text not null check (c is not null), d int);
-- hazards
