-- old
create table t (a int);
create materialized view m as select a from t with no data;
-- rows
insert into t values (1);
-- new
create table t (a int);
create materialized view m as select a from t;
-- hazards
-- lock:m
--   Filling the materialized view m runs its whole query, while nobody can read it.
--   (its size)
