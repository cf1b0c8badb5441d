-- old
create domain positive as int;
create domain email as text;
create domain unused as int;
create table t (a positive, b email);
-- rows
insert into t values (1, 'a'), (null, 'b');
-- new
create domain positive as int check (value > 0);
create domain email as text not null;
create domain unused as int check (value > 0);
create table t (a positive, b email);
-- hazards
-- rejects-rows:email
--   The domain email no longer takes an empty value: one stops the migration.
--   0 values
-- rejects-rows:positive_check on positive
--   The domain positive takes only what passes (VALUE > 0): other values stop the migration.
--   0 values
-- breaks-clients:email
--   The domain email no longer takes an empty value, which programs may write.
-- breaks-clients:positive_check on positive
--   The domain positive takes only what passes (VALUE > 0), and programs may write something else.
-- long-scan:email
--   Every row of t is looked at, while nobody can write there.
--   (its size)
-- long-scan:positive_check on positive
--   Every row of t is looked at, while nobody can write there.
--   (its size)
