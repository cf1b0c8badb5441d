-- wrong
create function public.total() returns int language sql as 'select 1';
-- finds
-- public.total() has no search_path of its own
-- right
create function public.total() returns int language sql set search_path = '' as 'select 1';
