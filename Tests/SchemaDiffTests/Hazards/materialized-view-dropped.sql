-- old
create table todos (id int);
create materialized view counts as select count(*) as n from todos;
-- new
create table todos (id int);
-- hazards
-- breaks-clients:counts
--   The materialized view counts is gone.
