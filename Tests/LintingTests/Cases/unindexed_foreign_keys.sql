-- wrong
create table public.teams (id uuid primary key);
create table public.notes (id uuid primary key, team_id uuid references public.teams, sort int);
create index by_sort on public.notes (sort, team_id);
-- finds
-- notes_team_id_fkey on public.notes has no index
-- right
create table public.teams (id uuid primary key);
create table public.notes (id uuid primary key, team_id uuid references public.teams, sort int);
create index by_team on public.notes (team_id, sort);
