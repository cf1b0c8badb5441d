# Each line breaks one thing that a lint is for.
alter table public.notes disable row level security
create table public.open (id int); alter table public.open enable row level security
alter policy "Owners can read their notes" on public.notes to public
drop policy "Owners can read their notes" on public.notes; create policy p on public.notes to authenticated using (owner_id = (select auth.uid()))
drop policy "Owners can update their notes" on public.notes; create policy p on public.notes for update to authenticated using (owner_id = (select auth.uid()))
create policy p on public.notes for select to authenticated using (false)
alter policy "Owners can read their notes" on public.notes using (owner_id = auth.uid())
alter policy "Owners can read their notes" on public.notes using ('a' = any (private.app_roles()))
alter policy "Owners can read their notes" on public.notes using ((select auth.jwt()) -> 'user_metadata' ->> 'role' = 'admin')
drop index public.notes_owner_id_idx
drop index public.claims_status_idx
create index again on public.notes (owner_id)
grant truncate on public.notes to anon
grant references on public.notes to authenticated
grant insert on public.topics to anon
grant update (text) on public.topics to authenticated
revoke select on public.topics from anon
drop policy "Anyone can read topics" on public.topics
grant usage on sequence public.polls_id_seq to anon
create function public.f() returns int language sql set search_path = '' as 'select 1'; revoke execute on function public.f() from public, anon, authenticated, service_role
alter function private.app_roles() reset search_path
alter function private.app_roles() security definer
grant execute on function private.app_roles() to anon
grant execute on function private.set_updated_at() to public
grant create on schema public to authenticated
grant usage on schema private to anon
alter table public.topics drop constraint topics_pkey cascade
create view public.everything as select id from public.topics
