-- old
create table todos (id int primary key, title text);
-- new
create table todos (id int primary key, title text, note text);
create table lists (id int generated always as identity primary key, name varchar(20) not null unique check (name <> ''), todo int references todos);
create index on lists (todo);
create view titles as select title from todos;
comment on table todos is 'x';
-- hazards
