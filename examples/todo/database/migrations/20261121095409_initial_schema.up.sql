-- The initial schema: 2 tables, 8 policies.
-- Row level security is on for every table; what no policy allows is denied.
-- Locks nothing that exists. Runs in one transaction.

create schema if not exists private;
comment on schema private is 'Functions that policies and triggers use. No API exposes this schema.';
revoke all on schema private from public;

create function private.set_updated_at() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.set_updated_at() is 'Notes the time of each change.';
revoke execute on function private.set_updated_at() from public, anon, authenticated, service_role;

create table public.categories (
  id uuid not null default gen_random_uuid(),
  name text not null,
  color text,
  user_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint categories_pkey primary key (id),
  constraint categories_name_check check (char_length(name) >= 1 and char_length(name) <= 50),
  constraint categories_color_check check (color ~ '^#[0-9a-fA-F]{6}$'),
  constraint categories_user_id_name_key unique (user_id, name),
  constraint categories_user_id_fkey foreign key (user_id)
    references auth.users (id) on delete cascade
);
comment on table public.categories is 'A pile of todos that belong together.';

create trigger categories_set_updated_at
  before update on public.categories
  for each row execute function private.set_updated_at();

create table public.todos (
  id uuid not null default gen_random_uuid(),
  title text not null,
  notes text,
  completed boolean not null default false,
  user_id uuid not null default auth.uid(),
  category_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint todos_pkey primary key (id),
  constraint todos_title_check check (char_length(title) >= 1 and char_length(title) <= 200),
  constraint todos_user_id_fkey foreign key (user_id) references auth.users (id) on delete cascade,
  constraint todos_category_id_fkey foreign key (category_id)
    references public.categories (id) on delete set null
);
comment on table public.todos is 'Something that somebody means to do.';

create index todos_user_id_idx on public.todos (user_id);
create index todos_category_id_idx on public.todos (category_id);

create trigger todos_set_updated_at
  before update on public.todos
  for each row execute function private.set_updated_at();

alter table public.categories enable row level security;
revoke all on table public.categories from public, anon, authenticated, service_role;
grant
  select,
  insert (id, name, color, user_id),
  update (name, color),
  delete
  on table public.categories to authenticated;
grant select, insert, update, delete on table public.categories to service_role;

create policy "Owners can read their categories"
  on public.categories for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Owners can create their categories"
  on public.categories for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "Owners can update their categories"
  on public.categories for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "Owners can delete their categories"
  on public.categories for delete to authenticated
  using (user_id = (select auth.uid()));

alter table public.todos enable row level security;
revoke all on table public.todos from public, anon, authenticated, service_role;
grant
  select,
  insert (id, title, notes, completed, user_id, category_id),
  update (title, notes, completed, category_id),
  delete
  on table public.todos to authenticated;
grant select, insert, update, delete on table public.todos to service_role;

create policy "Owners can read their todos"
  on public.todos for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Owners can create their todos"
  on public.todos for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "Owners can update their todos"
  on public.todos for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "Owners can delete their todos"
  on public.todos for delete to authenticated
  using (user_id = (select auth.uid()));
