-- old
create table t (a int, b text, c text, d int);
create table u (id int primary key, n int unique);
-- rows
insert into t values (1, 'x', 'A', 1), (1, 'y', 'a', 0), (null, null, 'B', 1);
insert into u values (1, 1);
-- new
create table t (a int, b text, c text, d int, e int unique, unique (a, b));
create unique index on t (lower(c)) where d > 0;
create table u (id int primary key, n int unique, unique (n, id));
-- hazards
