-- old
create type address as (street text, city text);
create type unused as (a int, b int);
create table t (a address);
-- rows
insert into t values (row('x', 'y')), (row('x', null)), (null);
-- new
create type address as (street text);
create type unused as (a int);
create table t (a address);
-- hazards
-- data-loss:address
--   Dropping the attribute city of the type address deletes its values.
--   1 value
