-- old
create type mood as enum ('good', 'bad');
create table t (c varchar(10), b text);
-- rows
insert into t values ('ugly', '1234'), ('good', '00000000-0000-0000-0000-000000000001');
-- new
create type mood as enum ('good', 'bad');
create table t (c mood, b uuid);
-- hazards
-- rejects-rows:t.b
--   The column b of t becomes uuid: values that aren't a uuid stop the migration.
--   1 value
-- rejects-rows:t.c
--   The column c of t becomes mood: values that it doesn't have stop the migration.
--   1 value
-- breaks-clients:t.b
--   The column b of t becomes uuid instead of text.
-- breaks-clients:t.c
--   The column c of t becomes mood instead of character varying(10).
-- rewrite:t.b
--   The column b of t becomes uuid: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t.c
--   The column c of t becomes mood: the whole table is written anew, while nobody can read or write it.
--   (its size)
