-- old
create table t (a bigint, b numeric(10,2), c double precision);
-- rows
insert into t values (70000, 100, 1e10), (70001, 99.99, 1), (1, 1, 2);
-- new
create table t (a smallint, b numeric(4,2), c int);
-- hazards
