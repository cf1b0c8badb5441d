-- old
create table t (a varchar(5));
create view v as select length(a) as n from t;
-- rows
insert into t values ('a');
-- new
create table t (a varchar(10));
create view v as select length(a) as n from t;
-- hazards
