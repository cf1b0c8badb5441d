-- old
create type mood as enum ('good', 'ugly');
create table t (m mood);
-- rows
insert into t values ('good');
-- new
create type mood as enum ('good');
create table t (m mood);
-- hazards
