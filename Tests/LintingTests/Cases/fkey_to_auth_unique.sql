-- wrong
create table public.phones (id uuid primary key, phone text references auth.users (phone));
-- finds
-- phones_phone_fkey on public.phones refers to auth.users by a column that isn't its primary key
-- right
create table public.profiles (id uuid primary key references auth.users (id));
