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
