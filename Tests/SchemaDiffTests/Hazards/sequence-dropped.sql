-- old
create sequence tickets;
create table a (id serial);
create table b (id serial, name text);
create table c (id int generated always as identity, n int);
-- rows
select nextval('tickets'), nextval('tickets');
insert into b (name) values ('x');
insert into c (n) values (1), (2), (3);
-- new
create table b (name text);
create table c (id int not null, n int);
-- hazards
