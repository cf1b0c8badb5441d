-- old
create table t (a int, b int);
create table u (a int);
create table w (a int, b int);
create table x (a int);
alter table u enable row level security;
grant select on t to authenticated;
grant select on w to anon;
grant update (b) on w to authenticated;
grant select on x to public;
-- new
create table t (a int, b int);
create table u (a int);
create table w (a int, b int);
create table x (a int);
alter table u enable row level security;
grant select, insert on t to authenticated;
grant select on u to anon;
grant select (a) on w to anon;
grant update on w to authenticated;
grant select on x to public, anon;
grant select on x to service_role with grant option;
create table fresh (a int);
grant select on fresh to service_role;
-- hazards
