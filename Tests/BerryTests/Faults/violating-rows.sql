alter table public.todos drop constraint todos_title_check;
insert into public.todos (id, title, user_id)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, repeat('x', 200 + n), (select id from auth.users order by id limit 1)
from generate_series(1, 7) as n;
alter table public.todos add constraint todos_title_check
  check (char_length(title) >= 1 and char_length(title) <= 200) not valid;
