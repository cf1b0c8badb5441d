-- old
create extension citext;
create table t (a citext);

-- new
create extension pg_trgm;
create table t (a text);
create index on t using gin (a gin_trgm_ops);
