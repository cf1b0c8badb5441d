-- wrong
create view public.accounts as select id, email from auth.users;
grant select on public.accounts to anon;
-- finds
-- public.accounts reads auth.users, and is open to anon
-- right
create view public.accounts as select id, email from auth.users;
create table public.profiles (id uuid primary key);
create view public.people as select id from public.profiles;
grant select on public.people to anon;
