-- old
create table t (a int);
create table u (a int);
create publication live for table t, u;
-- new
create table t (a int);
create table u (a int);
create publication live for table t;
-- hazards
