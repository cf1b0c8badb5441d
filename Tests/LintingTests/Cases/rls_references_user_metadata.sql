-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using ((select auth.jwt()) -> 'user_metadata' ->> 'role' = 'admin');
create schema private;
create function private.is_admin() returns boolean language sql stable set search_path = '' as $$
  select raw_user_meta_data ->> 'role' = 'admin' from auth.users where id = auth.uid()
$$;
create policy q on public.notes for delete to authenticated using ((select private.is_admin()));
-- finds
-- p on public.notes reads user_metadata
-- q on public.notes calls private.is_admin(), which reads user_metadata
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using ((select auth.jwt()) -> 'app_metadata' ->> 'role' = 'admin');
