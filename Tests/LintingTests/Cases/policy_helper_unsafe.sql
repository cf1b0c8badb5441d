-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create function public.mine() returns uuid[] language sql volatile security definer set search_path = '' as 'select array[]::uuid[]';
create policy p on public.notes for select to authenticated using (id = any ((select public.mine())::uuid[]));
-- finds
-- public.mine() is volatile
-- public.mine() lies in a schema that an API shows
-- public.mine() may be called by everybody
-- right
create table public.members (team_id uuid not null, user_id uuid not null, role text not null, primary key (team_id, user_id));
create index members_user_id_idx on public.members (user_id);
alter table public.members enable row level security;
create schema private;
create function private.my_teams() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select m.team_id from public.members as m where m.user_id = (select auth.uid()))
$$;
revoke execute on function private.my_teams() from public;
grant execute on function private.my_teams() to authenticated;
create policy p on public.members for select to authenticated using (team_id = any ((select private.my_teams())::uuid[]));
