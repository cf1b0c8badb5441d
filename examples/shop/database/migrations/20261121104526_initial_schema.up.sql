-- The initial schema: 5 tables, 19 policies.
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

create table public.brands (
  id uuid not null default gen_random_uuid(),
  name text not null,
  website text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint brands_pkey primary key (id),
  constraint brands_name_check check (char_length(name) <= 100),
  constraint brands_website_check check (website ~ '^https?://[^\s]+$'),
  constraint brands_name_key unique (name)
);

create trigger brands_set_updated_at
  before update on public.brands
  for each row execute function private.set_updated_at();

create table public.product_categories (
  id uuid not null default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text,
  sort_order integer not null default 0,
  is_active boolean not null default true,
  parent_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint product_categories_pkey primary key (id),
  constraint product_categories_name_check check (char_length(name) <= 100),
  constraint product_categories_slug_check check (char_length(slug) <= 100 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint product_categories_slug_key unique (slug),
  constraint product_categories_parent_id_fkey foreign key (parent_id)
    references public.product_categories (id) on delete set null
);

create index product_categories_parent_id_idx on public.product_categories (parent_id);

create trigger product_categories_set_updated_at
  before update on public.product_categories
  for each row execute function private.set_updated_at();

create table public.products (
  id uuid not null default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text,
  short_description text,
  sku text not null,
  price numeric(10,2) not null,
  compare_price numeric(10,2),
  track_inventory boolean not null default true,
  inventory_quantity integer not null default 0,
  low_stock_threshold integer not null default 5,
  weight numeric(8,2),
  is_active boolean not null default true,
  is_featured boolean not null default false,
  category_id uuid,
  brand_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint products_pkey primary key (id),
  constraint products_name_check check (char_length(name) <= 255),
  constraint products_slug_check check (char_length(slug) <= 255 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint products_short_description_check check (char_length(short_description) <= 500),
  constraint products_sku_check check (char_length(sku) <= 100),
  constraint products_price_check check (price >= 0),
  constraint products_compare_price_check check (compare_price >= 0),
  constraint products_inventory_quantity_check check (inventory_quantity >= 0),
  constraint products_low_stock_threshold_check check (low_stock_threshold >= 0),
  constraint products_weight_check check (weight >= 0),
  constraint products_compare_price_above_price check (compare_price is null or compare_price >= price),
  constraint products_slug_key unique (slug),
  constraint products_sku_key unique (sku),
  constraint products_category_id_fkey foreign key (category_id)
    references public.product_categories (id) on delete set null,
  constraint products_brand_id_fkey foreign key (brand_id)
    references public.brands (id) on delete set null
);

create index products_category_id_idx on public.products (category_id);
create index products_brand_id_idx on public.products (brand_id);
create index products_is_active_idx on public.products (is_active);

create trigger products_set_updated_at
  before update on public.products
  for each row execute function private.set_updated_at();

create table public.customers (
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text not null,
  phone text,
  user_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint customers_pkey primary key (id),
  constraint customers_name_check check (char_length(name) <= 200),
  constraint customers_email_check check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  constraint customers_phone_check check (phone ~ '^\+?[0-9][0-9 ()./-]{3,30}$'),
  constraint customers_email_key unique (email),
  constraint customers_user_id_key unique (user_id),
  constraint customers_user_id_fkey foreign key (user_id)
    references auth.users (id) on delete cascade
);

create trigger customers_set_updated_at
  before update on public.customers
  for each row execute function private.set_updated_at();

create table public.orders (
  id uuid not null default gen_random_uuid(),
  order_number text not null,
  status text not null default 'pending',
  subtotal numeric(10,2) not null,
  tax_amount numeric(10,2) not null default 0,
  shipping_amount numeric(10,2) not null default 0,
  total numeric(10,2) not null,
  currency text not null default 'USD',
  payment_status text not null default 'pending',
  fulfillment_status text not null default 'unfulfilled',
  notes text,
  customer_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint orders_pkey primary key (id),
  constraint orders_order_number_check check (char_length(order_number) <= 50),
  constraint orders_status_check check (
    status in ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded')
  ),
  constraint orders_subtotal_check check (subtotal >= 0),
  constraint orders_total_check check (total >= 0),
  constraint orders_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint orders_payment_status_check check (payment_status in ('pending', 'paid', 'partially_paid', 'refunded', 'partially_refunded')),
  constraint orders_fulfillment_status_check check (
    fulfillment_status in ('unfulfilled', 'partially_fulfilled', 'fulfilled', 'shipped', 'delivered')
  ),
  constraint orders_total_covers_subtotal check (total >= subtotal),
  constraint orders_order_number_key unique (order_number),
  constraint orders_customer_id_fkey foreign key (customer_id)
    references public.customers (id) on delete restrict,
  constraint orders_user_id_fkey foreign key (user_id) references auth.users (id) on delete restrict
);

create index orders_customer_id_idx on public.orders (customer_id);
create index orders_user_id_idx on public.orders (user_id);

create trigger orders_set_updated_at
  before update on public.orders
  for each row execute function private.set_updated_at();

create function private.app_roles() returns text[]
  language sql stable set search_path = ''
as $$
  select array_remove(
    array(
      select jsonb_array_elements_text(
        case jsonb_typeof(metadata -> 'roles') when 'array' then metadata -> 'roles' else '[]' end)
    ) || (metadata ->> 'role'),
    null)
  from (select auth.jwt() -> 'app_metadata') as token (metadata)
$$;
comment on function private.app_roles() is 'The caller''s app-wide roles, from the part of the token that users can''t write.';
revoke execute on function private.app_roles() from public, anon, authenticated, service_role;
grant execute on function private.app_roles() to authenticated, service_role;

alter table public.brands enable row level security;
revoke all on table public.brands from public, anon, authenticated, service_role;
grant select on table public.brands to anon;
grant
  select,
  insert (id, name, website),
  update (name, website),
  delete
  on table public.brands to authenticated;
grant select, insert, update, delete on table public.brands to service_role;

create policy "Anyone can read brands"
  on public.brands for select to anon, authenticated
  using (true);

create policy "Managers can create brands"
  on public.brands for insert to authenticated
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can update brands"
  on public.brands for update to authenticated
  using ('manager' = any ((select private.app_roles())::text[]))
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can delete brands"
  on public.brands for delete to authenticated
  using ('manager' = any ((select private.app_roles())::text[]));

alter table public.product_categories enable row level security;
revoke all on table public.product_categories from public, anon, authenticated, service_role;
grant select on table public.product_categories to anon;
grant
  select,
  insert (id, name, slug, description, sort_order, is_active, parent_id),
  update (name, slug, description, sort_order, is_active, parent_id),
  delete
  on table public.product_categories to authenticated;
grant select, insert, update, delete on table public.product_categories to service_role;

create policy "Anyone can read product categories"
  on public.product_categories for select to anon, authenticated
  using (true);

create policy "Managers can create product categories"
  on public.product_categories for insert to authenticated
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can update product categories"
  on public.product_categories for update to authenticated
  using ('manager' = any ((select private.app_roles())::text[]))
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can delete product categories"
  on public.product_categories for delete to authenticated
  using ('manager' = any ((select private.app_roles())::text[]));

alter table public.products enable row level security;
revoke all on table public.products from public, anon, authenticated, service_role;
grant select on table public.products to anon;
grant
  select,
  insert (
    id, name, slug, description, short_description, sku, price, compare_price, track_inventory,
    inventory_quantity, low_stock_threshold, weight, is_active, is_featured, category_id, brand_id
  ),
  update (
    name, slug, description, short_description, sku, price, compare_price, track_inventory,
    inventory_quantity, low_stock_threshold, weight, is_active, is_featured, category_id, brand_id
  ),
  delete
  on table public.products to authenticated;
grant select, insert, update, delete on table public.products to service_role;

create policy "Anyone can read products"
  on public.products for select to anon
  using (is_active = true);
comment on policy "Anyone can read products" on public.products is 'Anyone where it is active.';

create policy "Anyone and managers can read products"
  on public.products for select to authenticated
  using (is_active = true or 'manager' = any ((select private.app_roles())::text[]));
comment on policy "Anyone and managers can read products" on public.products is 'Anyone where it is active; managers.';

create policy "Managers can create products"
  on public.products for insert to authenticated
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can update products"
  on public.products for update to authenticated
  using ('manager' = any ((select private.app_roles())::text[]))
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can delete products"
  on public.products for delete to authenticated
  using ('manager' = any ((select private.app_roles())::text[]));

alter table public.customers enable row level security;
revoke all on table public.customers from public, anon, authenticated, service_role;
grant
  select,
  insert (id, name, email, phone, user_id),
  update (name, email, phone)
  on table public.customers to authenticated;
grant select, insert, update, delete on table public.customers to service_role;

create policy "Owners and managers can read customers"
  on public.customers for select to authenticated
  using (user_id = (select auth.uid()) or 'manager' = any ((select private.app_roles())::text[]));

create policy "Owners can create their customers"
  on public.customers for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "Owners and managers can update customers"
  on public.customers for update to authenticated
  using (user_id = (select auth.uid()) or 'manager' = any ((select private.app_roles())::text[]))
  with check (
    user_id = (select auth.uid()) or 'manager' = any ((select private.app_roles())::text[])
  );

alter table public.orders enable row level security;
revoke all on table public.orders from public, anon, authenticated, service_role;
grant
  select,
  insert (
    id, order_number, status, subtotal, tax_amount, shipping_amount, total, currency,
    payment_status, fulfillment_status, notes, customer_id, user_id
  ),
  update (
    order_number, status, subtotal, tax_amount, shipping_amount, total, currency, payment_status,
    fulfillment_status, notes, customer_id
  )
  on table public.orders to authenticated;
grant select, insert, update, delete on table public.orders to service_role;

create policy "Owners and managers can read orders"
  on public.orders for select to authenticated
  using (user_id = (select auth.uid()) or 'manager' = any ((select private.app_roles())::text[]));

create policy "Managers can create orders"
  on public.orders for insert to authenticated
  with check ('manager' = any ((select private.app_roles())::text[]));

create policy "Managers can update orders"
  on public.orders for update to authenticated
  using ('manager' = any ((select private.app_roles())::text[]))
  with check ('manager' = any ((select private.app_roles())::text[]));
