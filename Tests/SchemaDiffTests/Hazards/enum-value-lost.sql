-- old
create type mood as enum ('good', 'bad', 'ugly');
create type kind as enum ('a', 'b');
create table t (m mood, k kind);
create table u (m mood, l mood[]);
-- rows
insert into t values ('good', 'a'), ('ugly', 'b');
insert into u values ('ugly', '{good,ugly}'), (null, '{bad}');
-- new
create type mood as enum ('good', 'bad');
create type kind as enum ('a', 'b', 'c');
create table t (m mood, k kind);
create table u (m mood, l mood[]);
-- hazards
-- irreversible:kind
--   The type kind gets 'c', which PostgreSQL can't take away without making the type anew.
-- rejects-rows:mood
--   The type mood no longer has 'ugly': rows that hold one stop the migration.
--   3 rows
-- breaks-clients:mood
--   The type mood no longer has 'ugly', which programs may write.
-- rewrite:t.m
--   The column m of t is converted to the new mood: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:u.l
--   The column l of u is converted to the new mood[]: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:u.m
--   The column m of u is converted to the new mood: the whole table is written anew, while nobody can read or write it.
--   (its size)
