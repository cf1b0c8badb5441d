-- old
create table parents (id int, note text);
create table children (extra int) inherits (parents);
-- rows
insert into parents values (1, 'a');
insert into children values (2, 'b', 3);
-- new
create table parents (id int);
create table children (extra int) inherits (parents);
-- hazards
-- data-loss:parents.note
--   Dropping the column note of parents deletes its values.
--   2 values
-- breaks-clients:parents.note
--   The column note of parents is gone.
