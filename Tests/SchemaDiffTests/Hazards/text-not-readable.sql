-- old
create type mood as enum ('good', 'bad');
create table t (c varchar(10), b text);
-- rows
insert into t values ('ugly', '1234'), ('good', '00000000-0000-0000-0000-000000000001');
-- new
create type mood as enum ('good', 'bad');
create table t (c mood, b uuid);
-- hazards
