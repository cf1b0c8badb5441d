-- old
create table t (a json, b jsonb, c cidr, d inet, e int[], f varchar(5)[], g uuid);
-- rows
insert into t values ('{}', '{}', '10.0.0.0/8', '10.0.0.0/8', '{1}', '{a}', '00000000-0000-0000-0000-000000000001');
-- new
create table t (a jsonb, b json, c inet, d cidr, e bigint[], f text[], g text);
-- hazards
