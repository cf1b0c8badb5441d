-- old
create table t (a int);
create table f (a int);
alter table f enable row level security;
-- new
create table t (a int);
alter table t enable row level security;
create policy p on t using (true);
create table f (a int);
alter table f enable row level security;
alter table f force row level security;
-- hazards
-- access-narrowed:f
--   The row level security of the table f binds its owner, too.
-- access-narrowed:t
--   The table t gets row level security: only the rows that its policies allow are seen.
