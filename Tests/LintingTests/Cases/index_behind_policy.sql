-- wrong
create type public.state as enum ('open', 'done');
create table public.notes (id uuid primary key, owner_id uuid not null, state public.state, price numeric, tags text[], words tsvector, label text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
create index by_state on public.notes (state);
create index by_price on public.notes (price);
create index by_words on public.notes using gin (words);
-- finds
-- by_price can't be used below the policies of public.notes
-- by_state can't be used below the policies of public.notes
-- by_words can't be used below the policies of public.notes
-- right
create type public.state as enum ('open', 'done');
create table public.notes (id uuid primary key, owner_id uuid not null, state public.state, price numeric, tags text[], words tsvector, label text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
create policy p on public.notes for select to authenticated using (owner_id = (select auth.uid()));
create index by_label on public.notes (label);
create index by_state on public.notes (owner_id, state);
