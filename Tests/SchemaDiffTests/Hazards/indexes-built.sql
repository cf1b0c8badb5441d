-- old
create table t (a int, b int);
create index kept on t (b);
create materialized view m as select a from t;
-- rows
insert into t values (1, 1);
-- new
create table t (a int, b int);
create index kept on t (b);
create index on t (a);
create table u (a int);
create index on u (a);
create materialized view m as select a from t;
create index on m (a);
-- hazards
