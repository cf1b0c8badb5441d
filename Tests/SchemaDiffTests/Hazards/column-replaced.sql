-- old
create table todos (id int, twice int);
-- rows
insert into todos values (1, 2), (2, null);
-- new
create table todos (id int, twice int generated always as (id * 2) stored);
-- hazards
