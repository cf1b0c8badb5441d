-- old
create schema app;
create table app.todos (id int);
create schema empty;
-- rows
insert into app.todos values (1);
-- new

-- hazards
