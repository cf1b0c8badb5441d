-- old
create table t (a int, b int);
-- rows
insert into t values (1, 1), (1, 2), (null, 3), (null, 4);
-- new
create table t (a int primary key, b int);
-- hazards
