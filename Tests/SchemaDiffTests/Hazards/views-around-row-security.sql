-- old
create table t (a int, owner text);
alter table t enable row level security;
grant select on t to anon;
-- new
create table t (a int, owner text);
alter table t enable row level security;
grant select on t to anon;
create view around as select a from t;
grant select on around to anon;
create view honest with (security_invoker) as select a from t;
grant select on honest to anon;
create view private as select a from t;
-- hazards
-- access-widened:around
--   The view around is new and reads with its owner's rights: the row level security of t doesn't hold back those who ask.
