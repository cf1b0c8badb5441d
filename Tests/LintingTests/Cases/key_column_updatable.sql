-- wrong
create table public.teams (id uuid primary key);
alter table public.teams enable row level security;
create table public.notes (id uuid primary key, team_id uuid not null references public.teams, text text);
alter table public.notes enable row level security;
create policy p on public.notes for update to authenticated using (team_id = '5d9e8b1c-0000-4000-8000-000000000001') with check (team_id = '5d9e8b1c-0000-4000-8000-000000000001');
grant update on public.notes to authenticated;
-- finds
-- public.notes.team_id decides about access, and may be changed
-- right
create table public.teams (id uuid primary key);
alter table public.teams enable row level security;
create table public.notes (id uuid primary key, team_id uuid not null references public.teams, text text);
alter table public.notes enable row level security;
create policy p on public.notes for update to authenticated using (team_id = '5d9e8b1c-0000-4000-8000-000000000001') with check (team_id = '5d9e8b1c-0000-4000-8000-000000000001');
grant update (text) on public.notes to authenticated;
