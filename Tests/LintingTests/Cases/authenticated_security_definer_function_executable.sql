-- wrong
create function public.total() returns int language sql security definer set search_path = '' as 'select 1';
revoke execute on function public.total() from public;
grant execute on function public.total() to authenticated;
-- finds
-- public.total() is open to authenticated
-- right
create function public.total() returns int language sql security definer set search_path = '' as 'select 1';
revoke execute on function public.total() from public;
grant execute on function public.total() to anon;
