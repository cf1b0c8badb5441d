-- old
create table todos (id int primary key, notes text, doubled int generated always as (id * 2) stored);
-- rows
insert into todos values (1, 'a'), (2, null), (3, 'c');
-- new
create table todos (id int primary key);
-- hazards
