-- wrong
create table public.keys (id uuid primary key, api_key text, tokens int);
alter table public.keys enable row level security;
create policy p on public.keys for select to anon using (true);
grant select on public.keys to anon;
-- finds
-- public.keys.api_key is open to anon
-- right
create table public.keys (id uuid primary key, api_key text, tokens int);
alter table public.keys enable row level security;
create policy p on public.keys for select to anon using (true);
grant select (id, tokens) on public.keys to anon;
