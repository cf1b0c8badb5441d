-- old
create table a (id int);
create unlogged table b (id int);
-- rows
insert into a values (1), (2);
-- new
create unlogged table a (id int);
create table b (id int);
-- hazards
