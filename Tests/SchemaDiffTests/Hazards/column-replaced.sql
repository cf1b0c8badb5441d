-- old
create table todos (id int, twice int);
-- rows
insert into todos values (1, 2), (2, null);
-- new
create table todos (id int, twice int generated always as (id * 2) stored);
-- hazards
-- data-loss:todos.twice
--   The column twice of todos is dropped and made anew, which deletes its values.
--   1 value
-- breaks-clients:todos.twice
--   The column twice of todos can't be written any more.
-- rewrite:todos.twice
--   Adding the column twice of todos writes the whole table anew, while nobody can read or write it: each row gets its generated value.
--   (its size)
