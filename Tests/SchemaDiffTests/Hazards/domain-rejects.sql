-- old
create domain positive as int;
create table t (a positive);
-- rows
insert into t values (1), (-1), (0);
-- new
create domain positive as int check (value > 0);
create table t (a positive);
-- hazards
