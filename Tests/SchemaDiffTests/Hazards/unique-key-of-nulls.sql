-- old
create table t (a int);
-- rows
insert into t values (null), (null), (1);
-- new
create table t (a int, unique nulls not distinct (a));
-- hazards
