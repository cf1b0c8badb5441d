-- wrong
create schema graphql;
create sequence graphql.seq_schema_version;
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
grant select on public.notes to anon;
-- finds
-- public.notes is listed for anon
-- right
create schema graphql;
create sequence graphql.seq_schema_version;
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
grant select on public.notes to authenticated;
