-- old
create table t (a text);
-- rows
insert into t values ('a'), (null), (null);
-- new
create table t (a text not null);
-- hazards
-- rejects-rows:t.a
--   The column a of t becomes required: a row without a value stops the migration.
--   2 rows
-- breaks-clients:t.a
--   The column a of t becomes required: programs that leave it out can't add rows.
-- long-scan:t.a
--   The column a of t becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
