-- wrong
create table public.members (team_id uuid not null, user_id uuid not null, role text not null, primary key (team_id, user_id));
create index members_user_id_idx on public.members (user_id);
alter table public.members enable row level security;
alter table public.members force row level security;
create schema private;
create function private.my_teams() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select m.team_id from public.members as m where m.user_id = (select auth.uid()))
$$;
revoke execute on function private.my_teams() from public;
grant execute on function private.my_teams() to authenticated;
create policy p on public.members for select to authenticated using (team_id = any ((select private.my_teams())::uuid[]));
grant create on schema public, private to authenticated;
alter table public.members owner to authenticated;
alter function private.my_teams() owner to authenticated;
-- finds
-- public.members forces row level security, and private.my_teams() reads it with the rights of authenticated
-- right
create table public.members (team_id uuid not null, user_id uuid not null, role text not null, primary key (team_id, user_id));
create index members_user_id_idx on public.members (user_id);
alter table public.members enable row level security;
alter table public.members force row level security;
create schema private;
create function private.my_teams() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select m.team_id from public.members as m where m.user_id = (select auth.uid()))
$$;
revoke execute on function private.my_teams() from public;
grant execute on function private.my_teams() to authenticated;
create policy p on public.members for select to authenticated using (team_id = any ((select private.my_teams())::uuid[]));
grant create on schema public, private to authenticated;
