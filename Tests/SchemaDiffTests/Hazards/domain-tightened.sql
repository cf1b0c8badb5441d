-- old
create domain positive as int;
create domain email as text;
create domain unused as int;
create table t (a positive, b email);
-- rows
insert into t values (1, 'a'), (null, 'b');
-- new
create domain positive as int check (value > 0);
create domain email as text not null;
create domain unused as int check (value > 0);
create table t (a positive, b email);
-- hazards
