-- old
create table t (a int, owner text);
alter table t enable row level security;
create policy everybody on t for select to anon using (true);
create policy limits on t as restrictive using (a > 0);
create policy old_name on t for delete using (a = 1);
-- new
create table t (a int, owner text);
alter table t enable row level security;
create policy new_name on t for delete using (a = 1);
-- hazards
-- access-widened:limits on t
--   The policy limits of t is gone, which restricts everything of public (every role of the database) to rows that pass its condition.
-- access-narrowed:everybody on t
--   The policy everybody of t is gone, which allows select on all rows to anon (anybody on the internet, without signing in).
