-- wrong
create table public.events (id int, at date not null, primary key (id, at)) partition by range (at);
alter table public.events enable row level security;
create table public.events_2026 partition of public.events for values from ('2026-01-01') to ('2027-01-01');
-- finds
-- public.events_2026 can be read beside the policies of its parent
-- right
create table public.events (id int, at date not null, primary key (id, at)) partition by range (at);
alter table public.events enable row level security;
create table public.events_2026 partition of public.events for values from ('2026-01-01') to ('2027-01-01');
alter table public.events_2026 enable row level security;
