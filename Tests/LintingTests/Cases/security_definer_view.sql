-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create view public.own_notes as select id from public.notes;
grant select on public.own_notes to authenticated;
-- finds
-- public.own_notes shows what its owner may read
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create view public.own_notes with (security_invoker = on) as select id from public.notes;
grant select on public.own_notes to authenticated;
