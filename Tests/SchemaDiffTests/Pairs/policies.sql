-- old
create table t (id int, owner text);
alter table t enable row level security;
create policy read on t for select using (owner = current_user);
create policy gone on t for insert with check (true);
create policy roles on t as restrictive to public using (id > 0);

-- new
create table t (id int, owner text);
alter table t enable row level security;
alter table t force row level security;
create policy read on t for select using (owner = current_user or id = 1);
create policy added on t for delete using (false);
create policy roles on t as restrictive for update to public using (id > 1) with check (id > 2);
