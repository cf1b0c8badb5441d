-- old
create table t (a int[], b text, c int);

-- new
create table t (a int, b text[], c int[]);
