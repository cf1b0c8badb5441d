-- old
create table t (r int4range, constraint a exclude using gist (r with &&));
-- rows
insert into t values ('[1,2]');
-- new
create table t (r int4range, constraint b exclude using gist (r with &&));
-- hazards
