-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
create policy q on public.notes for select to anon, authenticated using (text = 'x');
-- finds
-- public.notes has 2 policies for SELECT to authenticated
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
create policy q on public.notes for select to anon using (text = 'x');
create policy r on public.notes as restrictive for select to authenticated using ((select auth.jwt() ->> 'aal') = 'aal2');
