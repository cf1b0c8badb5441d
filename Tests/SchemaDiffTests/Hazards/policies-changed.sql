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
