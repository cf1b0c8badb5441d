-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
alter table public.notes enable row level security;
grant select on public.notes to anon, authenticated;
-- finds
-- public.notes is open to anon and authenticated, and has no policy
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
alter table public.notes enable row level security;
