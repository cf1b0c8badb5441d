-- old
create table t (a text, b text, c text check (c is not null), d int);
-- rows
insert into t values ('a', 'b', 'c', null);
-- new
create table t (a text not null, b text not null default '', c text not null check (c is not null), d int);
-- hazards
-- rejects-rows:t.a
--   The column a of t becomes required: a row without a value stops the migration.
--   0 rows
-- rejects-rows:t.b
--   The column b of t becomes required: a row without a value stops the migration.
--   0 rows
-- breaks-clients:t.a
--   The column a of t becomes required: programs that leave it out can't add rows.
-- breaks-clients:t.c
--   The column c of t becomes required: programs that leave it out can't add rows.
-- long-scan:t.a
--   The column a of t becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
-- long-scan:t.b
--   The column b of t becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
