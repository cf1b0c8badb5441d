-- old
create table t (a int, b int);
alter table t add constraint later check (b > 0) not valid;
-- rows
insert into t values (-1, 1);
-- new
create table t (a int, b int);
alter table t add constraint later check (b > 0);
alter table t add constraint now check (a > 0) not valid;
-- hazards
-- rejects-rows:later on t
--   Rows that don't pass (b > 0) stop the migration.
--   0 rows
-- breaks-clients:now on t
--   The constraint now of t is checked from now on: rows that programs write must pass (a > 0).
