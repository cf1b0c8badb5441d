-- wrong
create table public.members (team_id uuid not null, user_id uuid not null, role text not null, primary key (team_id, user_id));
create index members_user_id_idx on public.members (user_id);
alter table public.members enable row level security;
create policy p on public.members for select to authenticated using (team_id in (select m.team_id from public.members as m where m.user_id = (select auth.uid())));
-- finds
-- p on public.members leads back to its own table
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
