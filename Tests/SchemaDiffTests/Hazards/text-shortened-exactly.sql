-- old
create table t (a varchar(20));
-- rows
insert into t values ('abcde'), (null);
-- new
create table t (a varchar(5));
-- hazards
