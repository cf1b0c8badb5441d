-- old
create table t (a text);
-- rows
insert into t values ('a'), (null), (null);
-- new
create table t (a text not null);
-- hazards
