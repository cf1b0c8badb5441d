-- wrong
create table public.notes (id int);
-- finds
-- public.notes has no primary key
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
