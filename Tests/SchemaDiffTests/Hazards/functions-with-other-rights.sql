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
