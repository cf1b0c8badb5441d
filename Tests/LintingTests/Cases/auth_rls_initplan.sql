-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = auth.uid());
create policy q on public.notes for delete to authenticated using (text = current_setting('request.jwt.claims', true));
-- finds
-- p on public.notes calls auth.uid() once a row
-- q on public.notes calls pg_catalog.current_setting(text, boolean) once a row
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
create policy q on public.notes for insert to authenticated with check (text = current_setting('app.mode', true));
