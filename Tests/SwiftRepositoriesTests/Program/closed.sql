-- The todos of the program as somebody would write them by hand: owners see and change their own, admins see all.
create table public.todos (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  description text,
  completed boolean not null default false,
  priority text not null default 'normal',
  estimate integer,
  due_at timestamptz,
  owner_id uuid not null default auth.uid(),
  category_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table public.todos enable row level security;
grant select, insert, update, delete on public.todos to authenticated, service_role;
grant usage on schema public to anon;
create policy "Owners can read their todos" on public.todos for select to authenticated
  using (owner_id = (select auth.uid()) or (select auth.jwt() -> 'app_metadata' ->> 'role') = 'admin');
create policy "Owners can create todos" on public.todos for insert to authenticated
  with check (owner_id = (select auth.uid()));
create policy "Owners can change their todos" on public.todos for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
create policy "Owners can delete their todos" on public.todos for delete to authenticated
  using (owner_id = (select auth.uid()));
