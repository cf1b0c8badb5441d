-- old
create table t (a int, owner text);
alter table t enable row level security;
create policy roles_grow on t to authenticated using (a = 1);
create policy roles_shrink on t to anon, authenticated using (a = 2);
create policy opens on t using (a = 3);
create policy closes on t using (true);
create policy changes on t using (a = 5);
create policy spelled on t using (a = 6);
create policy command on t for select using (a = 7);
create policy kind on t using (a = 8);
create policy writes on t using (a = 9);
create policy limits on t as restrictive to anon using (a = 10);
-- new
create table t (a int, owner text);
alter table t enable row level security;
create policy roles_grow on t to authenticated, anon using (a = 1);
create policy roles_shrink on t to authenticated using (a = 2);
create policy opens on t using (true);
create policy closes on t using (a = 4);
create policy changes on t using (a = 50);
create policy spelled on t using ((a = (6)));
create policy command on t for all using (a = 7);
create policy kind on t as restrictive using (a = 8);
create policy writes on t using (a = 9) with check (true);
create policy limits on t as restrictive to public using (a = 10);
-- hazards
-- access-widened:changes on t
--   The policy changes of t has another condition (using), which has to be read: rows may be seen that weren't, or no longer.
-- access-widened:changes on t
--   The policy changes of t has another condition (with check), which has to be read: rows may be seen that weren't, or no longer.
-- access-widened:command on t
--   The policy command of t is for delete, insert, update too.
-- access-widened:command on t
--   The policy command of t lets rows pass (with check) where none did.
-- access-widened:limits on t
--   The policy limits of t no longer restricts anon (anybody on the internet, without signing in).
-- access-widened:opens on t
--   The policy opens of t lets every row pass (using).
-- access-widened:opens on t
--   The policy opens of t lets every row pass (with check).
-- access-widened:roles_grow on t
--   The policy roles_grow of t is for anon (anybody on the internet, without signing in) too.
-- access-widened:writes on t
--   The policy writes of t lets every row pass (with check).
-- access-narrowed:changes on t
--   The policy changes of t has another condition (using), which has to be read: rows may be seen that weren't, or no longer.
-- access-narrowed:changes on t
--   The policy changes of t has another condition (with check), which has to be read: rows may be seen that weren't, or no longer.
-- access-narrowed:closes on t
--   The policy closes of t no longer lets every row pass (using).
-- access-narrowed:closes on t
--   The policy closes of t no longer lets every row pass (with check).
-- access-narrowed:kind on t
--   The policy kind of t takes rights away instead of giving them.
-- access-narrowed:limits on t
--   The policy limits of t restricts public (every role of the database) too.
-- access-narrowed:roles_shrink on t
--   The policy roles_shrink of t no longer is for anon (anybody on the internet, without signing in).
