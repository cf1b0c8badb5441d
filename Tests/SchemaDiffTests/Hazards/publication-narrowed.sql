-- old
create table t (a int);
create table u (a int);
create publication live for table t, u;
-- new
create table t (a int);
create table u (a int);
create publication live for table t;
-- hazards
-- breaks-clients:u in live
--   Changes of u are no longer published by live, and those who listen hear nothing.
