-- old
create table t (a text, b text);
create index on t (a);
-- rows
insert into t values ('a', 'b');
-- new
create table t (a text collate "C", b text collate "C");
create index on t (a);
-- hazards
-- lock:t.a
--   The column a of t is sorted otherwise: its indexes are built anew, while nobody can read or write the table.
--   (its size)
