-- old
create type mood as enum ('good', 'bad', 'ugly');
create type kind as enum ('a', 'b');
create table t (m mood, k kind);
create table u (m mood);
-- rows
insert into t values ('good', 'a'), ('ugly', 'b');
insert into u values ('ugly'), (null);
-- new
create type mood as enum ('good', 'bad');
create type kind as enum ('a', 'b', 'c');
create table t (m mood, k kind);
create table u (m mood);
-- hazards
