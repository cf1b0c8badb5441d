-- old
create function f() returns int language sql as 'select 1';
create function g() returns int language sql as 'select 1';
revoke execute on function g() from public;
-- new
create function f() returns int language sql as 'select 1';
revoke execute on function f() from public;
create function g() returns int language sql as 'select 1';
-- hazards
-- access-widened:g() to public
--   public (every role of the database) gets execute on the function g().
-- access-narrowed:f() to public
--   public (every role of the database) loses execute on the function f().
