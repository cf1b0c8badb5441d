-- old
create table t (a int, b int);
create view v as select a, b from t;
grant select on v to authenticated;
create table p (a int, b int) partition by range (a);
alter table p enable row level security;
grant select on p to anon;
create policy rows on p using (a = 1);
-- new
create table t (a int, b int);
create view v as select b from t;
grant select on v to authenticated, anon;
create table p (a int, b int) partition by range (b);
alter table p enable row level security;
grant select on p to anon;
create policy rows on p using (true);
-- hazards
-- data-loss:p
--   The table p is dropped and made anew, which deletes its rows.
-- access-widened:rows on p
--   The policy rows of p lets every row pass.
-- access-widened:v to anon
--   anon (anybody on the internet, without signing in) gets select on the view v.
-- breaks-clients:p
--   The table p is dropped and made anew.
-- breaks-clients:v
--   The view v loses columns or gives them another type: a.
