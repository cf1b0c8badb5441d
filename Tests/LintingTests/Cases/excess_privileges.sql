-- wrong
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
grant truncate, references on public.notes to anon;
create sequence public.numbers;
grant update on sequence public.numbers to authenticated;
-- finds
-- authenticated holds UPDATE on public.numbers
-- anon holds REFERENCES, TRUNCATE on public.notes
-- right
create table public.notes (id uuid primary key, owner_id uuid not null, text text);
create index notes_owner_id_idx on public.notes (owner_id);
alter table public.notes enable row level security;
grant select, insert, update, delete on public.notes to authenticated;
create sequence public.numbers;
grant usage on sequence public.numbers to authenticated;
