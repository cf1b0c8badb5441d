alter table public.todos drop constraint todos_title_check;
alter table public.todos add constraint todos_title_check
  check (char_length(title) >= 1 and char_length(title) <= 200) not valid;
alter table public.todos drop constraint todos_category_id_fkey;
alter table public.todos add constraint todos_category_id_fkey
  foreign key (category_id) references public.categories (id) on delete set null not valid;
