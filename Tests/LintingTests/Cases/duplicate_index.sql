-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
create index again on public.notes (owner_id);
-- finds
-- public.notes has the same index twice: again, notes_owner_id_idx
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
create index lately on public.notes (owner_id desc);
create index untold on public.notes (owner_id) where text is null;
