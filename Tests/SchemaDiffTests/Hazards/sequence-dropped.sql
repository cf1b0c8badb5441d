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
-- data-loss:tickets
--   Dropping the sequence tickets forgets which numbers it has given out.
--   the last number was 2
-- data-loss:a
--   Dropping the table a deletes its rows.
--   0 rows
-- data-loss:b.id
--   Dropping the column id of b deletes its values.
--   1 value
-- data-loss:c.id
--   The column id of c no longer numbers new rows, and forgets where it was.
--   the last number was 3
-- breaks-clients:a
--   The table a is gone.
-- breaks-clients:b.id
--   The column id of b is gone.
-- breaks-clients:c.id
--   The column id of c is required and no longer numbered: programs that leave it out can't add rows.
