-- old
create table todos (id int primary key, title text not null check (title <> ''));
create index on todos (title);
create table lists (id int primary key);
-- rows
insert into todos values (1, 'a'), (2, 'b');
-- new
create table lists (id int primary key);
-- hazards
-- data-loss:todos
--   Dropping the table todos deletes its rows.
--   2 rows
-- breaks-clients:todos
--   The table todos is gone.
