-- old
create domain label as varchar(20);
create table t (a label);
-- rows
insert into t values ('abcd'), ('a');
-- new
create domain label as varchar(3);
create table t (a label);
-- hazards
-- data-loss:label
--   The domain label becomes character varying(3): values longer than 3 characters are cut off.
--   1 value
-- rewrite:t.a
--   The column a of t is converted to the new label: the whole table is written anew, while nobody can read or write it.
--   (its size)
