-- old
create table lists (id int, owner int, primary key (id, owner));
create table t (list int, owner int);
-- rows
insert into lists values (1, 1);
insert into t values (1, 1), (1, 2), (3, null), (4, 4);
-- new
create table lists (id int, owner int, primary key (id, owner));
create table t (list int, owner int, foreign key (list, owner) references lists);
-- hazards
