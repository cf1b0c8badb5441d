-- old
create table t (a int, b text, c text, d int);
-- rows
insert into t values (1, 'x', 'A', 1), (1, 'x', 'a', 1), (1, 'x', 'B', 0), (null, 'x', 'b', 0), (null, 'x', 'c', 0);
-- new
create table t (a int, b text, c text, d int, unique (a, b));
create unique index on t (lower(c)) where d > 0;
-- hazards
