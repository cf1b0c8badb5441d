-- old
create table t (a int);
create view v with (security_invoker = on, security_barrier, check_option = local) as select a from t;
create view w with (security_invoker = true) as select a from t;
create view x as select a from t;
create view y with (security_invoker) as select a from t;
-- new
create table t (a int);
create view v as select a from t;
create view w with (security_invoker = 1) as select a from t where a > 0;
create view x with (security_invoker) as select a from t;
create view y with (security_invoker = false) as select a from t where a > 1;
-- hazards
-- access-widened:v
--   The view v reads with its owner's rights from now on: row level security no longer holds back those who ask.
-- access-widened:y
--   The view y reads with its owner's rights from now on: row level security no longer holds back those who ask.
-- access-narrowed:x
--   The view x reads with the rights of those who ask from now on, row level security included.
-- view-options-lost:v
--   The view v loses the option check_option: what is written through it may be invisible in it.
-- view-options-lost:v
--   The view v loses the option security_barrier: functions in a question may see rows that it hides.
-- view-options-lost:v
--   The view v loses the option security_invoker: it reads with its owner's rights.
-- view-options-lost:y
--   The view y loses the option security_invoker: it reads with its owner's rights.
