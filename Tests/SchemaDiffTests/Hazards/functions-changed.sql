-- old
create function gone(int) returns int language sql as 'select 1';
create function renamed(a int) returns int language sql as 'select 1';
create function rewritten(a int) returns int language sql as 'select 1';
create function fires() returns trigger language plpgsql as 'begin return new; end';
-- new
create function renamed(b int) returns int language sql as 'select 1';
create function rewritten(a int) returns int language sql as 'select 2';
-- hazards
-- breaks-clients:gone(integer)
--   The function gone(integer) is gone.
-- breaks-clients:renamed(integer)
--   The function renamed(integer) takes other arguments or returns something else.
