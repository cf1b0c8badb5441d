-- old
create type mood as enum ('good', 'bad');
create table t (a text, b text, c varchar(10), d text);
-- rows
insert into t values ('12', '00000000-0000-0000-0000-000000000001', 'good', '{}');
-- new
create type mood as enum ('good', 'bad');
create table t (a int, b uuid, c mood, d jsonb);
-- hazards
-- rejects-rows:t.a
--   The column a of t becomes integer: values that aren't whole numbers stop the migration.
--   0 values
-- rejects-rows:t.b
--   The column b of t becomes uuid: values that aren't a uuid stop the migration.
--   0 values
-- rejects-rows:t.c
--   The column c of t becomes mood: values that it doesn't have stop the migration.
--   0 values
-- rejects-rows:t.d
--   The column d of t becomes jsonb: values that can't be read as jsonb stop the migration.
--   1 value to convert
-- breaks-clients:t.a
--   The column a of t becomes integer instead of text.
-- breaks-clients:t.b
--   The column b of t becomes uuid instead of text.
-- breaks-clients:t.c
--   The column c of t becomes mood instead of character varying(10).
-- breaks-clients:t.d
--   The column d of t becomes jsonb instead of text.
-- rewrite:t.a
--   The column a of t becomes integer: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t.b
--   The column b of t becomes uuid: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t.c
--   The column c of t becomes mood: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t.d
--   The column d of t becomes jsonb: the whole table is written anew, while nobody can read or write it.
--   (its size)
