-- old
create table t (a int, b int);
create publication p for table t;

-- new
create table t (a int primary key, b int);
create table u (a int);
create publication p for table t (a) where (a > 0), u with (publish = 'insert');
alter table t replica identity full;
