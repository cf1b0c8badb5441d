-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, deleted_at timestamptz);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()) and deleted_at is null);
create policy q on public.notes for update to authenticated using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant update on public.notes to authenticated;
-- finds
-- p on public.notes reads deleted_at, which the same callers may set
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, deleted_at timestamptz);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()) and deleted_at is null);
create policy q on public.notes for update to authenticated using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant update (id) on public.notes to authenticated;
