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
