-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

drop view public.active_restaurants;
drop policy "Owners can update their restaurants" on public.restaurants;
drop policy "Owners can create their restaurants" on public.restaurants;
drop policy "Anyone can read restaurants" on public.restaurants;
drop policy "Owners can delete their users" on public.users;
drop policy "Owners can update their users" on public.users;
drop policy "Owners can create their users" on public.users;
drop policy "Owners can read their users" on public.users;
drop table public.restaurants;
drop table public.users;
drop function public.find_active_by_owner(uuid);
drop function public.restore_restaurant(uuid);
drop function public.delete_restaurant(uuid);
drop function private.create_users_row() cascade;
drop function private.set_updated_at();
drop schema private;
revoke usage on schema public from anon, authenticated, service_role;
drop function auth.email();
drop function auth.role();
drop function auth.uid();
drop function auth.jwt();
drop table auth.users;
drop schema auth;
