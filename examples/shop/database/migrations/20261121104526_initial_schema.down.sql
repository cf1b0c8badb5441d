-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

drop policy "Managers can update orders" on public.orders;
drop policy "Managers can create orders" on public.orders;
drop policy "Owners and managers can read orders" on public.orders;
drop policy "Owners and managers can update customers" on public.customers;
drop policy "Owners can create their customers" on public.customers;
drop policy "Owners and managers can read customers" on public.customers;
drop policy "Managers can delete products" on public.products;
drop policy "Managers can update products" on public.products;
drop policy "Managers can create products" on public.products;
drop policy "Anyone and managers can read products" on public.products;
drop policy "Anyone can read products" on public.products;
drop policy "Managers can delete product categories" on public.product_categories;
drop policy "Managers can update product categories" on public.product_categories;
drop policy "Managers can create product categories" on public.product_categories;
drop policy "Anyone can read product categories" on public.product_categories;
drop policy "Managers can delete brands" on public.brands;
drop policy "Managers can update brands" on public.brands;
drop policy "Managers can create brands" on public.brands;
drop policy "Anyone can read brands" on public.brands;
drop table public.orders;
drop table public.customers;
drop table public.products;
drop table public.product_categories;
drop table public.brands;
drop function private.app_roles();
drop function private.set_updated_at();
drop schema private;
revoke usage on schema public from anon, authenticated, service_role;
drop function auth.email();
drop function auth.role();
drop function auth.uid();
drop function auth.jwt();
drop table auth.users;
drop schema auth;
