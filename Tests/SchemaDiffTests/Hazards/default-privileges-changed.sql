-- old
alter default privileges in schema public grant select on tables to service_role;
alter default privileges revoke execute on functions from public;
-- new
alter default privileges in schema public grant insert on tables to authenticated;
alter default privileges revoke usage on types from public;
-- hazards
