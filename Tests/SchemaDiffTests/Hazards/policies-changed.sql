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
create policy inserts on t for insert with check (a = 11);
create policy shuts on t for select using (a = 12);
create policy for_fewer on t using (a = 13);
create policy narrows_limits on t as restrictive using (a = 14);
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
create policy inserts on t for insert with check (true);
create policy shuts on t for select using (false);
create policy for_fewer on t to authenticated using (a = 13);
create policy narrows_limits on t as restrictive using (a > 14);
-- hazards
-- access-widened:changes on t
--   The policy changes of t has another condition, which has to be read: it may let more rows pass, or fewer.
-- access-widened:command on t
--   The policy command of t now allows delete, insert, update.
-- access-widened:inserts on t
--   The policy inserts of t lets every row pass.
-- access-widened:narrows_limits on t
--   The policy narrows_limits of t has another condition, which has to be read: it may let more rows pass, or fewer.
-- access-widened:opens on t
--   The policy opens of t lets every row pass.
-- access-widened:roles_grow on t
--   The policy roles_grow of t now allows something to anon (anybody on the internet, without signing in).
-- access-widened:writes on t
--   The policy writes of t lets every row pass (with check).
-- access-narrowed:changes on t
--   The policy changes of t has another condition, which has to be read: it may let more rows pass, or fewer.
-- access-narrowed:closes on t
--   The policy closes of t no longer lets every row pass.
-- access-narrowed:for_fewer on t
--   The policy for_fewer of t no longer allows something to public (every role of the database).
-- access-narrowed:kind on t
--   The policy kind of t takes rights away instead of giving them.
-- access-narrowed:limits on t
--   The policy limits of t now restricts public (every role of the database).
-- access-narrowed:narrows_limits on t
--   The policy narrows_limits of t has another condition, which has to be read: it may let more rows pass, or fewer.
-- access-narrowed:roles_shrink on t
--   The policy roles_shrink of t no longer allows something to anon (anybody on the internet, without signing in).
-- access-narrowed:shuts on t
--   The policy shuts of t lets no row pass any more.
