-- old
create table todos (id int primary key, title text);
create table lists (id int primary key, name text, notes text);
create table first (a int);
-- rows
insert into todos values (1, 'a');
insert into lists values (1, 'a', 'b');
-- new
create table tasks (id int primary key, title text);
create table lists (id int primary key, name text, remarks text);
create table second (a int, b int);
-- hazards
-- data-loss:first
--   Dropping the table first deletes its rows.
--   0 rows
-- data-loss:todos
--   Dropping the table todos deletes its rows. The table tasks is new and has the same columns: if it is the same under another name, say so with renamedFrom, or --rename.
--   1 row
-- data-loss:lists.notes
--   Dropping the column notes of lists deletes its values. The column remarks of lists is new and has the same type: if it is the same under another name, say so with renamedFrom, or --rename.
--   1 value
-- breaks-clients:first
--   The table first is gone.
-- breaks-clients:todos
--   The table todos is gone.
-- breaks-clients:lists.notes
--   The column notes of lists is gone.
