-- old
create table t00 (c varchar(10));
create table t01 (c varchar(10));
create table t02 (c varchar(10));
create table t03 (c text);
create table t04 (c numeric(10,2));
create table t05 (c numeric(10,2));
create table t06 (c timestamp(3));
create table t07 (c timestamptz(3));
create table t08 (c interval(3));
create table t09 (c time(3));
create table t10 (c varbit(5));
create table t11 (c varbit(5));
create table t12 (c bit(5));
create table t13 (c cidr);
create table t14 (c timestamp);
create table t15 (c timetz(2));
create table t16 (c varchar(10) collate "C");
-- rows
insert into t00 values ('a');
-- new
create table t00 (c varchar(20));
create table t01 (c varchar);
create table t02 (c text);
create table t03 (c varchar);
create table t04 (c numeric(12,2));
create table t05 (c numeric);
create table t06 (c timestamp);
create table t07 (c timestamptz(5));
create table t08 (c interval);
create table t09 (c time(6));
create table t10 (c varbit(10));
create table t11 (c varbit);
create table t12 (c varbit);
create table t13 (c inet);
create table t14 (c timestamp(6));
create table t15 (c timetz);
create table t16 (c varchar(10) collate "POSIX");
-- hazards
-- breaks-clients:t12.c
--   The column c of t12 becomes bit varying instead of bit(5).
-- breaks-clients:t13.c
--   The column c of t13 becomes inet instead of cidr.
