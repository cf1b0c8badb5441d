-- old
create type c as (r float8, i float8);
create function cadd(c, c) returns c language sql immutable as 'select ($1.r + $2.r, $1.i + $2.i)::c';
create operator + (leftarg = c, rightarg = c, function = cadd);
create table t (a c);
create view v as select a + a as x from t;

-- new
create type c as (r float8, i float8, k int);
create function cadd(c, c) returns c language sql immutable as 'select ($1.r + $2.r, $1.i + $2.i, 1)::c';
create operator + (leftarg = c, rightarg = c, function = cadd, commutator = +);
create table t (a c);
create view v as select a + a as x from t;
