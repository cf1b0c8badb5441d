-- old
create table t (a bigint, b int, c numeric(10,2), d numeric(10,2), e double precision, f bigint, g int, h numeric);
-- rows
insert into t values (1, 1, 1.25, 1.25, 1.5, 9007199254740993, 1, 1.234), (2, 2, 2.5, 2.5, 2, 2, 2, 2.25);
-- new
create table t (a int, b bigint, c numeric(12,2), d numeric(12,1), e int, f double precision, g numeric(12,2), h numeric(10,2));
-- hazards
