create schema supabase_migrations;
create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
insert into supabase_migrations.schema_migrations (version, name) values
  ('20270101000000', 'applied_there'), ('20250101000000', 'unknown_here');
alter table public.todos add column applied_there int;
