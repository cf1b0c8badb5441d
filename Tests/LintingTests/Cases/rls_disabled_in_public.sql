-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
-- finds
-- public.notes has no row level security
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
alter table public.notes enable row level security;
create schema private;
create table private.notes (id int primary key);
