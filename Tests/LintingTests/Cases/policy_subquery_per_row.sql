-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create table public.shares (id uuid primary key, note_id uuid not null, user_id uuid not null);
alter table public.shares enable row level security;
create policy p on public.notes for select to authenticated using (exists (select from public.shares as s where s.note_id = notes.id and s.user_id = (select auth.uid())));
create policy q on public.notes for delete to authenticated using (id in (select s.note_id from public.shares as s where s.user_id = (select auth.uid())));
-- finds
-- p on public.notes asks a subquery for each row
-- q on public.notes compares with a subquery by IN
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create table public.shares (id uuid primary key, note_id uuid not null, user_id uuid not null);
alter table public.shares enable row level security;
create policy p on public.notes for select to authenticated using (id = any (array(select s.note_id from public.shares as s where s.user_id = (select auth.uid()))));
create policy q on public.notes for delete to authenticated using (exists (select from public.shares as s where s.id = notes.id and s.note_id is not null));
