-- old
alter default privileges in schema public grant select on tables to service_role;
-- new
alter default privileges in schema public grant insert on tables to authenticated;
-- hazards
-- access-widened:for current_user in public on tables to authenticated
--   authenticated (everybody who signs in) gets insert on all tables created in the schema public from now on.
-- access-narrowed:for current_user in public on tables to service_role
--   service_role no longer gets select on all tables created in the schema public from now on.
