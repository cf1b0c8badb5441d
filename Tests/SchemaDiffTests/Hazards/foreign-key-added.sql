-- old
create table lists (id int primary key, n int);
create table t (list int, other int, extra int);
-- rows
insert into lists values (1, 1);
insert into t values (1, null, 1), (null, null, 1);
-- new
create table lists (id int primary key, n int);
create table fresh (id int primary key);
create table t (list int references lists, other int references fresh, extra int, later int references lists);
-- hazards
