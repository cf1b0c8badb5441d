-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create schema private;
create function private.may_read(owner uuid) returns boolean language sql stable security definer set search_path = '' as 'select owner is not null';
create function private.tidy(text text) returns text language sql immutable set search_path = '' as 'select lower(text)';
create function private.is_admin() returns boolean language sql stable security definer set search_path = '' as 'select true';
create policy p on public.notes for select to authenticated using (private.may_read(owner_id));
create policy q on public.notes for delete to authenticated using (private.is_admin());
-- finds
-- p on public.notes calls private.may_read(uuid) with a column of the row
-- q on public.notes calls private.is_admin() outside of a subquery
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create schema private;
create function private.may_read(owner uuid) returns boolean language sql stable security definer set search_path = '' as 'select owner is not null';
create function private.tidy(text text) returns text language sql immutable set search_path = '' as 'select lower(text)';
create function private.is_admin() returns boolean language sql stable security definer set search_path = '' as 'select true';
create policy p on public.notes for select to authenticated using (private.tidy(text) = 'x');
create policy q on public.notes for delete to authenticated using ((select private.is_admin()));
