-- old
create table t (a int, b int);
create view gone as select a from t;
create view less as select a, b from t;
create view more as select a from t;
create view retyped as select a from t;
-- new
create table t (a int, b int);
create view less as select a from t;
create view more as select a, b from t;
create view retyped as select a::bigint as a from t;
-- hazards
-- breaks-clients:gone
--   The view gone is gone.
-- breaks-clients:less
--   The view less loses columns or gives them another type: b.
-- breaks-clients:retyped
--   The view retyped loses columns or gives them another type: a.
