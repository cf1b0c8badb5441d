-- old
create table p (a int not null, b int);
create unique index pu on p (a);
create table c (a int references p (a));

-- new
create table p (a int not null, b int);
create unique index pu on p (a, b);
create unique index pv on p (a);
create table c (a int references p (a), b int, foreign key (a, b) references p (a, b));
