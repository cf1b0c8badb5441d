-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
grant select, delete on public.notes to authenticated;
-- finds
-- authenticated holds DELETE on public.notes, and has no policy for it
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.notes to authenticated;
