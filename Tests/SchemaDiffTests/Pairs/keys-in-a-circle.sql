-- old
create table a (id int primary key);

-- new
create table a (id int primary key, b int);
create table b (id int primary key, a int references a);
alter table a add foreign key (b) references b;
create table c (id int primary key, d int unique);
create table d (id int primary key references c (d));
alter table c add foreign key (d) references d;
