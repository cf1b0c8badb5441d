-- old
create domain name as varchar(20);
create table t (a name);
-- rows
insert into t values ('abcd'), ('a');
-- new
create domain name as varchar(3);
create table t (a name);
-- hazards
