drop policy "Owners can read their todos" on public.todos;
alter table public.todos alter column completed set default true;
alter table public.categories disable row level security;
drop index public.todos_category_id_idx;
alter table public.todos add column hand int;
update public.todos set hand = 1;
create table public.by_hand (id int primary key, note text);
insert into public.by_hand values (1, 'mine');
