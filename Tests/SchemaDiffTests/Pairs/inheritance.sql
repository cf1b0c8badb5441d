-- old
create table p (a int not null, check (a > 0));
create table c (b int) inherits (p);

-- new
create table p (a int not null, z text, check (a > 0));
create table c (b int) inherits (p);
create table d () inherits (c);
