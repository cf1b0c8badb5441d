-- old
create type r as range (subtype = float8);
create table t (x r);

-- new
create type r as range (subtype = float8, subtype_diff = float8mi);
create table t (x r, exclude using gist (x with &&));
