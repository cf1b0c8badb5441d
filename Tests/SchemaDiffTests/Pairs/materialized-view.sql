-- old
create table t (a int, b int);
create materialized view m as select a from t;
create index on m (a);
create view over as select * from m;

-- new
create table t (a bigint, b int);
create materialized view m as select a, b from t with no data;
create unique index on m (a);
create view over as select a from m;
