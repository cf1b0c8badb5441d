-- old
create table todos (id int primary key, notes text, doubled int generated always as (id * 2) stored);
-- rows
insert into todos values (1, 'a'), (2, null), (3, 'c');
-- new
create table todos (id int primary key);
-- hazards
-- data-loss:todos.notes
--   Dropping the column notes of todos deletes its values.
--   2 values
-- breaks-clients:todos.doubled
--   The column doubled of todos is gone.
-- breaks-clients:todos.notes
--   The column notes of todos is gone.
