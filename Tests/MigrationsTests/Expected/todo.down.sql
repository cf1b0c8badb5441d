-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

drop policy "Owners can delete their todos" on public.todos;
drop policy "Owners can update their todos" on public.todos;
drop policy "Owners can create their todos" on public.todos;
drop policy "Owners can read their todos" on public.todos;
drop policy "Owners can delete their categories" on public.categories;
drop policy "Owners can update their categories" on public.categories;
drop policy "Owners can create their categories" on public.categories;
drop policy "Owners can read their categories" on public.categories;
drop table public.todos;
drop table public.categories;
drop function private.set_updated_at();
drop schema private;
