-- old
create table t (a int, b int, c int);
create index a_index on t (a);
create index b_index on t (b);
create index c_index on t (c);
alter table t add constraint a_key unique (a, b);
-- rows
insert into t values (1, 1, 1);
-- new
create table t (a int, b int, c int);
create index renamed on t (b);
create index c_index on t (c desc);
-- hazards
