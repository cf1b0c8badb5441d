-- old
create table t (a smallint, b int, c bigint, d real, e numeric(5,2), f int);
-- rows
insert into t values (1, 2, 3, 4.5, 5.25, 6);
-- new
create table t (a int, b bigint, c numeric, d double precision, e numeric(7,4), f double precision);
-- hazards
