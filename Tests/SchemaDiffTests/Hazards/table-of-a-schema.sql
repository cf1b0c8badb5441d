-- old
create schema app;
create table app.todos (id int);
create schema empty;
-- rows
insert into app.todos values (1);
-- new

-- hazards
-- data-loss:app.todos
--   Dropping the table app.todos deletes its rows.
--   1 row
-- breaks-clients:app
--   The schema app is gone.
-- breaks-clients:empty
--   The schema empty is gone.
-- breaks-clients:app.todos
--   The table app.todos is gone.
