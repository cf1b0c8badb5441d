-- old
create table t00 (c text);
create table t01 (c varchar(20));
create table t02 (c numeric(10,2));
create table t03 (c numeric);
create table t04 (c numeric(12,2));
create table t05 (c timestamp);
create table t06 (c bit(5));
create table t07 (c inet);
create table t08 (c varchar(10)[]);
create table t09 (c varchar[]);
create table t10 (c char(5));
create table t11 (c char(5));
create table t12 (c char(5));
create table t13 (c varchar(5));
create table t14 (c int);
create table t15 (c smallint);
create table t16 (c bigint);
create table t17 (c real);
create table t18 (c json);
create table t19 (c jsonb);
create table t20 (c date);
create table t21 (c uuid);
create table t22 (c numeric(10,2)[]);
create table t23 (c int);
create table t24 (c interval);
-- rows
insert into t00 values ('a');
-- new
create table t00 (c varchar(10));
create table t01 (c varchar(10));
create table t02 (c numeric(12,3));
create table t03 (c numeric(10,2));
create table t04 (c numeric(10,2));
create table t05 (c timestamp(3));
create table t06 (c varbit(5));
create table t07 (c cidr);
create table t08 (c varchar(20)[]);
create table t09 (c text[]);
create table t10 (c text);
create table t11 (c char(8));
create table t12 (c varchar(5));
create table t13 (c char(5));
create table t14 (c bigint);
create table t15 (c int);
create table t16 (c numeric);
create table t17 (c double precision);
create table t18 (c text);
create table t19 (c json);
create table t20 (c timestamp);
create table t21 (c text);
create table t22 (c numeric(12,2)[]);
create table t23 (c boolean);
create table t24 (c interval(2));
-- hazards
-- data-loss:t00.c
--   The column c of t00 becomes character varying(10): values longer than 10 characters are cut off.
--   0 values
-- data-loss:t01.c
--   The column c of t01 becomes character varying(10): values longer than 10 characters are cut off.
--   0 values
-- data-loss:t03.c
--   The column c of t03 becomes numeric(10,2): values are rounded to 2 decimal places.
--   0 values
-- data-loss:t05.c
--   The column c of t05 becomes timestamp(3) without time zone: values lose fractions of a second.
--   0 values
-- data-loss:t07.c
--   The column c of t07 becomes cidr: values may not come through the conversion as they are.
--   0 values to convert
-- data-loss:t13.c
--   The column c of t13 becomes character(5): values longer than 5 characters are cut off.
--   0 values
-- data-loss:t23.c
--   The column c of t23 becomes boolean: values may not come through the conversion as they are.
--   0 values to convert
-- data-loss:t24.c
--   The column c of t24 becomes interval(2): values may not come through the conversion as they are.
--   0 values to convert
-- rejects-rows:t03.c
--   The column c of t03 becomes numeric(10,2): values with more than 8 digits before the point stop the migration.
--   0 values
-- rejects-rows:t04.c
--   The column c of t04 becomes numeric(10,2): values with more than 8 digits before the point stop the migration.
--   0 values
-- breaks-clients:t00.c
--   The column c of t00 becomes character varying(10) instead of text.
-- breaks-clients:t01.c
--   The column c of t01 becomes character varying(10) instead of character varying(20).
-- breaks-clients:t03.c
--   The column c of t03 becomes numeric(10,2) instead of numeric.
-- breaks-clients:t04.c
--   The column c of t04 becomes numeric(10,2) instead of numeric(12,2).
-- breaks-clients:t05.c
--   The column c of t05 becomes timestamp(3) without time zone instead of timestamp without time zone.
-- breaks-clients:t06.c
--   The column c of t06 becomes bit varying(5) instead of bit(5).
-- breaks-clients:t07.c
--   The column c of t07 becomes cidr instead of inet.
-- breaks-clients:t09.c
--   The column c of t09 becomes text[] instead of character varying[].
-- breaks-clients:t13.c
--   The column c of t13 becomes character(5) instead of character varying(5).
-- breaks-clients:t14.c
--   The column c of t14 becomes bigint instead of integer.
-- breaks-clients:t15.c
--   The column c of t15 becomes integer instead of smallint.
-- breaks-clients:t16.c
--   The column c of t16 becomes numeric instead of bigint.
-- breaks-clients:t17.c
--   The column c of t17 becomes double precision instead of real.
-- breaks-clients:t18.c
--   The column c of t18 becomes text instead of json.
-- breaks-clients:t19.c
--   The column c of t19 becomes json instead of jsonb.
-- breaks-clients:t20.c
--   The column c of t20 becomes timestamp without time zone instead of date.
-- breaks-clients:t21.c
--   The column c of t21 becomes text instead of uuid.
-- breaks-clients:t23.c
--   The column c of t23 becomes boolean instead of integer.
-- breaks-clients:t24.c
--   The column c of t24 becomes interval(2) instead of interval.
-- rewrite:t00.c
--   The column c of t00 becomes character varying(10): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t01.c
--   The column c of t01 becomes character varying(10): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t02.c
--   The column c of t02 becomes numeric(12,3): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t03.c
--   The column c of t03 becomes numeric(10,2): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t04.c
--   The column c of t04 becomes numeric(10,2): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t05.c
--   The column c of t05 becomes timestamp(3) without time zone: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t06.c
--   The column c of t06 becomes bit varying(5): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t07.c
--   The column c of t07 becomes cidr: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t08.c
--   The column c of t08 becomes character varying(20)[]: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t09.c
--   The column c of t09 becomes text[]: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t10.c
--   The column c of t10 becomes text: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t11.c
--   The column c of t11 becomes character(8): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t12.c
--   The column c of t12 becomes character varying(5): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t13.c
--   The column c of t13 becomes character(5): the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t14.c
--   The column c of t14 becomes bigint: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t15.c
--   The column c of t15 becomes integer: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t16.c
--   The column c of t16 becomes numeric: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t17.c
--   The column c of t17 becomes double precision: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t18.c
--   The column c of t18 becomes text: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t19.c
--   The column c of t19 becomes json: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t20.c
--   The column c of t20 becomes timestamp without time zone: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t21.c
--   The column c of t21 becomes text: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t22.c
--   The column c of t22 becomes numeric(12,2)[]: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t23.c
--   The column c of t23 becomes boolean: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- rewrite:t24.c
--   The column c of t24 becomes interval(2): the whole table is written anew, while nobody can read or write it.
--   (its size)
