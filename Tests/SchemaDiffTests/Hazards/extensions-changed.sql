-- old
create extension citext;
create schema parts;
create extension hstore schema parts;
-- new
create schema parts;
create extension hstore;
create extension pg_trgm;
-- hazards
