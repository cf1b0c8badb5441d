-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for delete to authenticated using (owner_id = (select auth.uid()));
-- finds
-- p on public.notes has no policy for SELECT beside it
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for delete to authenticated using (owner_id = (select auth.uid()));
create policy q on public.notes for select to authenticated using (owner_id = (select auth.uid()));
