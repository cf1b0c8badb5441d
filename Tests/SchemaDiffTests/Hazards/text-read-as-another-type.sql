-- old
create type mood as enum ('good', 'bad');
create table t (a text, b text, c varchar(10), d text);
-- rows
insert into t values ('12', '00000000-0000-0000-0000-000000000001', 'good', '{}');
-- new
create type mood as enum ('good', 'bad');
create table t (a int, b uuid, c mood, d jsonb);
-- hazards
