-- old
create table t (a int, b int);
-- rows
insert into t values (1, 2), (null, null);
-- new
create table t (a int check (a > 0), b int, c int check (c > 0), d int default 1 check (d > 0), constraint order_check check (a < b));
-- hazards
