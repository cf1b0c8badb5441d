-- old
create table t (id int);
create table u (id int);
-- rows
insert into t values (1), (2);
insert into u values (1);
-- new
create table t (id int, a text not null);
create table u (id int, b text not null default '', c text, d int not null generated always as (id) stored);
-- hazards
-- rejects-rows:t.a
--   The column a of t is new, required and has no default: any row that is there stops the migration.
--   2 rows
-- breaks-clients:t.a
--   The column a of t is new and required: programs that don't know it can't add rows.
-- rewrite:u.d
--   Adding the column d of u writes the whole table anew, while nobody can read or write it: each row gets its generated value.
--   (its size)
