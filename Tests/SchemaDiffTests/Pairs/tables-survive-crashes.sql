-- old
create unlogged table p (a int primary key);
create unlogged table c (a int references p);

-- new
create table p (a int primary key);
create table c (a int references p);
