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
