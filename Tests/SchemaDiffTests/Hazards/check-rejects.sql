-- old
create table t (a int, b text constraint old_name check (b <> ''));
-- rows
insert into t values (1, 'a'), (-1, 'b'), (null, 'c');
-- new
create table t (a int check (a > 0), b text constraint new_name check (b <> ''));
-- hazards
