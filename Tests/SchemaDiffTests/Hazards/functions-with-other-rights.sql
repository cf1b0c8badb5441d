-- old
create table t (a int, owner text);
alter table t enable row level security;
create function f() returns int language sql stable as 'select 1';
create function g() returns int language sql security definer as 'select 1';
create function h(text default 'x SECURITY DEFINER') returns text language sql as 'select $1';
create function mine(int) returns bool language sql as 'select true';
create policy p on t using (mine(a));
-- new
create table t (a int, owner text);
alter table t enable row level security;
create function f() returns int language sql stable security definer as 'select 1';
create function g() returns int language sql as 'select 1';
create function h(text default 'x SECURITY DEFINER') returns text language sql as 'select $1 -- SECURITY DEFINER';
create function mine(int) returns bool language sql as 'select $1 > 0';
create policy p on t using (mine(a));
-- hazards
-- access-widened:f()
--   The function f() runs with its owner's rights from now on (security definer), whoever calls it.
-- access-widened:mine(integer)
--   The function mine(integer) changes, and has to be read: the policy p of t depends on it.
-- access-narrowed:g()
--   The function g() runs with the rights of its caller from now on (security invoker).
-- access-narrowed:mine(integer)
--   The function mine(integer) changes, and has to be read: the policy p of t depends on it.
