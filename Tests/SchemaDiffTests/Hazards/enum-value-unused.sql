-- old
create type mood as enum ('good', 'ugly');
create table t (m mood);
-- rows
insert into t values ('good');
-- new
create type mood as enum ('good');
create table t (m mood);
-- hazards
-- rejects-rows:mood
--   The type mood no longer has 'ugly': rows that hold one stop the migration.
--   0 rows
-- breaks-clients:mood
--   The type mood no longer has 'ugly', which programs may write.
-- rewrite:t.m
--   The column m of t is converted to the new mood: the whole table is written anew, while nobody can read or write it.
--   (its size)
