-- old
create table t (a int, b int);
alter table t add constraint later check (b > 0) not valid;
-- rows
insert into t values (-1, 1);
-- new
create table t (a int, b int);
alter table t add constraint later check (b > 0);
alter table t add constraint now check (a > 0) not valid;
-- hazards
