-- old
create table t (a varchar(20));
-- rows
insert into t values ('abcde'), (null);
-- new
create table t (a varchar(5));
-- hazards
-- data-loss:t.a
--   The column a of t becomes character varying(5): values longer than 5 characters are cut off.
--   0 values
-- breaks-clients:t.a
--   The column a of t becomes character varying(5) instead of character varying(20).
-- rewrite:t.a
--   The column a of t becomes character varying(5): the whole table is written anew, while nobody can read or write it.
--   (its size)
