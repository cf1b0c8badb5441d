-- The initial schema: 2 tables, 7 policies.
-- Row level security is on for every table; what no policy allows is denied.
-- Locks nothing that exists. Runs in one transaction.

do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then
    create role authenticated nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin bypassrls;
  end if;
end
$$;

create schema if not exists auth;

create table auth.users (
  id uuid not null default gen_random_uuid(),
  email text,
  phone text,
  raw_app_meta_data jsonb not null default '{}',
  raw_user_meta_data jsonb not null default '{}',
  is_anonymous boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_key unique (email)
);
comment on table auth.users is 'The accounts. An identity provider writes them.';

alter table auth.users enable row level security;
revoke all on table auth.users from public, anon, authenticated, service_role;

create function auth.jwt() returns jsonb
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;
comment on function auth.jwt() is 'The caller''s claims; null without any.';

create function auth.uid() returns uuid
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
comment on function auth.uid() is 'The caller''s account; null without one.';

create function auth.role() returns text
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;
comment on function auth.role() is 'The caller''s API role.';

create function auth.email() returns text
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
$$;
comment on function auth.email() is 'The caller''s e-mail address.';
grant usage on schema auth to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

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

create table public.users (
  id uuid not null,
  email text,
  phone text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_check check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  constraint users_phone_check check (phone ~ '^\+?[0-9][0-9 ()./-]{3,30}$'),
  constraint users_email_key unique (email),
  constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade
);
comment on table public.users is 'Somebody who runs a restaurant.';

create trigger users_set_updated_at
  before update on public.users
  for each row execute function private.set_updated_at();

create function private.create_users_row() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.users (id, email)
  values (new.id, lower(new.email));
  return new;
exception when integrity_constraint_violation or program_limit_exceeded then
  -- What is taken, or not of the form asked for, must not keep anyone from signing up.
  insert into public.users (id)
  values (new.id);
  return new;
end
$$;
comment on function private.create_users_row() is 'Gives every new account its row in users.';
revoke execute on function private.create_users_row() from public, anon, authenticated, service_role;

create trigger create_users_row
  after insert on auth.users
  for each row execute function private.create_users_row();

create table public.restaurants (
  id uuid not null default gen_random_uuid(),
  name text not null,
  owner_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint restaurants_pkey primary key (id),
  constraint restaurants_name_check check (char_length(name) >= 1 and char_length(name) <= 200),
  constraint restaurants_owner_id_fkey foreign key (owner_id)
    references public.users (id) on delete cascade
);
comment on column public.restaurants.deleted_at is 'When it was deleted.';

create unique index restaurants_name_key on public.restaurants (name) where deleted_at is null;
create index restaurants_owner_id_idx on public.restaurants (owner_id);

create trigger restaurants_set_updated_at
  before update on public.restaurants
  for each row execute function private.set_updated_at();

alter table public.users enable row level security;
revoke all on table public.users from public, anon, authenticated, service_role;
grant
  select,
  insert (id, email, phone),
  update (email, phone),
  delete
  on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;

create policy "Owners can read their users"
  on public.users for select to authenticated
  using (id = (select auth.uid()));

create policy "Owners can create their users"
  on public.users for insert to authenticated
  with check (id = (select auth.uid()));

create policy "Owners can update their users"
  on public.users for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

create policy "Owners can delete their users"
  on public.users for delete to authenticated
  using (id = (select auth.uid()));

alter table public.restaurants enable row level security;
revoke all on table public.restaurants from public, anon, authenticated, service_role;
grant select (id, name, owner_id, created_at, updated_at) on table public.restaurants to anon;
grant
  select (id, name, owner_id, created_at, updated_at),
  insert (id, name, owner_id),
  update (name)
  on table public.restaurants to authenticated;
grant select, insert, update, delete on table public.restaurants to service_role;

create policy "Anyone can read restaurants"
  on public.restaurants for select to anon, authenticated
  using (deleted_at is null);

create policy "Owners can create their restaurants"
  on public.restaurants for insert to authenticated
  with check (deleted_at is null and owner_id = (select auth.uid()));

create policy "Owners can update their restaurants"
  on public.restaurants for update to authenticated
  using (deleted_at is null and owner_id = (select auth.uid()))
  with check (deleted_at is null and owner_id = (select auth.uid()));

create function public.delete_restaurant(id uuid) returns boolean
  language sql security definer set search_path = ''
as $$
  with changed as (
    update public.restaurants as t set deleted_at = now()
    where t.id = $1
      and t.deleted_at is null
      and (
        coalesce(nullif(current_setting('role', true), 'none'), session_user) = 'service_role'
        or t.owner_id = (select auth.uid())
      )
    returning true
  )
  select exists (select from changed)
$$;
comment on function public.delete_restaurant(uuid) is 'Deletes the row of restaurants with this key, where a rule lets the caller; answers whether it did.';
revoke execute on function public.delete_restaurant(uuid) from public, anon, authenticated, service_role;
grant execute on function public.delete_restaurant(uuid) to authenticated, service_role;

create function public.restore_restaurant(id uuid) returns boolean
  language sql security definer set search_path = ''
as $$
  with changed as (
    update public.restaurants as t set deleted_at = null
    where t.id = $1
      and t.deleted_at is not null
      and (
        coalesce(nullif(current_setting('role', true), 'none'), session_user) = 'service_role'
        or t.owner_id = (select auth.uid())
      )
    returning true
  )
  select exists (select from changed)
$$;
comment on function public.restore_restaurant(uuid) is 'Restores the row of restaurants with this key, where a rule lets the caller delete it; answers whether it did.';
revoke execute on function public.restore_restaurant(uuid) from public, anon, authenticated, service_role;
grant execute on function public.restore_restaurant(uuid) to authenticated, service_role;

create view public.active_restaurants with (security_barrier = true) as
select shown.id, shown.name, shown.owner_id, shown.owner_email, shown.created_at
from (
select r.id, r.name, r.owner_id, u.email as owner_email, r.created_at from public.restaurants as r join public.users as u on u.id = r.owner_id where r.deleted_at is null
) as shown
where (select current_user) = 'service_role'
  or (
    (select auth.uid()) is not null
    and ((select auth.jwt()) ->> 'is_anonymous') is distinct from 'true'
  );
comment on view public.active_restaurants is 'Restaurants that nobody deleted, with the address of whoever runs them.';
revoke all on table public.active_restaurants from public, anon, authenticated, service_role;
grant select on table public.active_restaurants to authenticated, service_role;

create function public.find_active_by_owner(owner_id uuid) returns table (id uuid, name text, owner_email text)
  language sql stable set search_path = ''
as $$
  select id, name, owner_email from public.active_restaurants where owner_id = $1 order by name
$$;
comment on function public.find_active_by_owner(uuid) is 'The restaurants that somebody runs, but those that were deleted.';
revoke execute on function public.find_active_by_owner(uuid) from public, anon, authenticated, service_role;
grant execute on function public.find_active_by_owner(uuid) to authenticated, service_role;
