-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create materialized view public.counts as select count(*) as n from public.notes;
grant select on public.counts to authenticated;
-- finds
-- public.counts is open to an API's callers
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create materialized view public.counts as select count(*) as n from public.notes;
