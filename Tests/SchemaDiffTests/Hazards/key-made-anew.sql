-- old
create table t (a int, b int, unique (a), unique (b));
-- rows
insert into t values (1, 1), (2, 2);
-- new
create table t (a int, b int, unique (a) deferrable, unique (b));
-- hazards
