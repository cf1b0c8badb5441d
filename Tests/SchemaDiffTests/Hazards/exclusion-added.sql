-- old
create table t (r int4range, s int4range, constraint old exclude using gist (s with &&));
-- rows
insert into t values ('[1,2]', '[1,2]');
-- new
create table t (r int4range, s int4range, constraint old exclude using gist (s with &&), constraint one exclude using gist (r with &&));
-- hazards
