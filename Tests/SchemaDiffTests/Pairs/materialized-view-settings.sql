-- old
create table t (a int, b text);
create materialized view m as select a, b from t;
create index q on m (a);

-- new
create table t (a int, b text);
create materialized view m as select a, b from t;
create index q on m (a);
alter materialized view m cluster on q;
alter materialized view m alter b set storage external;
alter materialized view m alter a set statistics 7;
create statistics st on a, b from m;
