-- wrong
create table public.jobs (id int primary key, does regprocedure);
-- finds
-- public.jobs.does is a regprocedure
-- right
create table public.jobs (id int primary key, does text, kind regclass);
