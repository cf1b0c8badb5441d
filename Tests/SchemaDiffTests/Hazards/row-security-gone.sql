-- old
create table t (a int);
alter table t enable row level security;
create policy p on t using (a = 1);
create table f (a int);
alter table f enable row level security;
alter table f force row level security;
-- new
create table t (a int);
create table f (a int);
alter table f enable row level security;
-- hazards
-- rls-gone:f
--   The row level security of the table f no longer binds its owner.
-- rls-gone:t
--   The table t loses its row level security: who may use the table may use every row.
