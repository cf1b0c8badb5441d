-- old
create table p (a int default 1, b text);
create table c () inherits (p);
alter table c alter a set default 2;

-- new
create table p (a int default 3, b text default 'q');
create table c () inherits (p);
alter table c alter a drop default;
