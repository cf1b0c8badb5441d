-- Each is interrupted while it waits for somebody's transaction: one of the schema's own, one that is built again, and
-- a stranger's.
drop index public.todos_user_id_idx;
create index concurrently todos_user_id_idx on public.todos using btree (user_id);
reindex index concurrently public.todos_category_id_idx;
create index concurrently somebodys_idx on public.todos (lower(title));
