-- old
create table t (a int, owner text);
alter table t enable row level security;
-- new
create table t (a int, owner text);
alter table t enable row level security;
create policy everybody on t for select to anon using (true);
create policy mine on t for insert to authenticated with check (owner = current_user);
create policy limits on t as restrictive to authenticated using (a > 0);
-- hazards
-- access-widened:everybody on t
--   The policy everybody of t is new: it allows select on all rows to anon (anybody on the internet, without signing in).
-- access-widened:mine on t
--   The policy mine of t is new: it allows insert on rows that pass its condition to authenticated (everybody who signs in).
-- access-narrowed:limits on t
--   The policy limits of t is new: it restricts everything of authenticated (everybody who signs in) to rows that pass its condition.
