-- wrong
create table public.projects (id uuid primary key, owner_id uuid not null, slug text not null);
create index by_owner on public.projects (owner_id);
alter table public.projects enable row level security;
create policy p on public.projects for select to authenticated using (owner_id = (select auth.uid()));
create policy q on public.projects for insert to authenticated with check (owner_id = (select auth.uid()));
grant insert on public.projects to authenticated;
alter table public.projects add constraint projects_slug_key unique (slug);
-- finds
-- projects_slug_key is unique over rows that a caller of public.projects may not see
-- right
create table public.projects (id uuid primary key, owner_id uuid not null, slug text not null);
create index by_owner on public.projects (owner_id);
alter table public.projects enable row level security;
create policy p on public.projects for select to authenticated using (owner_id = (select auth.uid()));
create policy q on public.projects for insert to authenticated with check (owner_id = (select auth.uid()));
grant insert on public.projects to authenticated;
alter table public.projects add unique (owner_id, slug);
