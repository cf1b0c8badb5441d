-- This replaces the file that was applied.
create table public.something_else (id int primary key);
