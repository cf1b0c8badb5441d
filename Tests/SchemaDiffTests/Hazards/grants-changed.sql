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
-- access-widened:t to authenticated
--   authenticated (everybody who signs in) gets insert on the table t, which no row level security protects.
-- access-widened:u to anon
--   anon (anybody on the internet, without signing in) gets select on the table u, as far as its policies allow.
-- access-widened:w to authenticated
--   authenticated (everybody who signs in) gets update on the table w, which no row level security protects.
-- access-widened:x to service_role
--   service_role gets select with grant option on the table x.
-- access-narrowed:w to anon
--   anon (anybody on the internet, without signing in) loses select on the table w.
