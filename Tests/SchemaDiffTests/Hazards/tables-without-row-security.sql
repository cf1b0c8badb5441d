-- old
create schema app;
-- new
create schema app;
create table open (a int);
grant select on open to anon;
create table some_columns (a int, b int);
grant select (a) on some_columns to authenticated;
create table guarded (a int);
alter table guarded enable row level security;
grant select on guarded to anon;
create table internal (a int);
grant select on internal to service_role;
create table app.hidden (a int);
grant select on app.hidden to anon;
-- hazards
-- rls-gone:open
--   The table open is new and has no row level security: everybody whom the API lets in may use every row.
-- rls-gone:some_columns
--   The table some_columns is new and has no row level security: everybody whom the API lets in may use every row.
