-- old
create extension citext;
create schema parts;
create extension hstore schema parts;
-- new
create schema parts;
create extension hstore;
create extension pg_trgm;
-- hazards
-- extension-changed:citext
--   The extension citext is gone, with its functions and types.
-- extension-changed:hstore
--   The extension hstore moves to the schema public, where programs don't look for it.
