-- wrong
create function public.total() returns int language sql security definer set search_path = '' as 'select 1';
revoke execute on function public.total() from public;
grant execute on function public.total() to anon;
-- finds
-- public.total() is open to anon
-- right
create function public.total() returns int language sql security definer set search_path = '' as 'select 1';
revoke execute on function public.total() from public;
create function public.other() returns int language sql security invoker set search_path = '' as 'select 1';
