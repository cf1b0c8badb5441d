-- wrong
create schema api;
grant usage, create on schema api to authenticated;
-- finds
-- authenticated may create things in api
-- right
create schema api;
grant usage on schema api to authenticated;
