-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
grant update on public.notes to authenticated;
grant update (text) on public.notes to authenticated;
-- finds
-- authenticated holds UPDATE on all of public.notes
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
grant select on public.notes to authenticated;
grant update (text) on public.notes to authenticated;
