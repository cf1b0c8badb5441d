-- old
create domain positive as int;
create table t (a positive);
-- rows
insert into t values (1), (-1), (0);
-- new
create domain positive as int check (value > 0);
create table t (a positive);
-- hazards
-- rejects-rows:positive_check on positive
--   The domain positive takes only what passes (VALUE > 0): other values stop the migration.
--   2 values
-- breaks-clients:positive_check on positive
--   The domain positive takes only what passes (VALUE > 0), and programs may write something else.
-- long-scan:positive_check on positive
--   Every row of t is looked at, while nobody can write there.
--   (its size)
