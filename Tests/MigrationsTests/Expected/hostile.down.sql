-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

drop policy "Whoever can update the order can delete order all" on public.order_all;
drop policy "Whoever can update the order can create order all" on public.order_all;
drop policy "Readers of both ends can read order all" on public.order_all;
drop policy "Assigned account whose name is longer than neededs and_008fa8fa" on public.txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
drop policy "Assigned account whose name is longer than neededs and_2527db11" on public.txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
drop policy "Assigned account whose name is longer than neededs and_098d8775" on public.txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
drop policy "Assigned account whose name is longer than neededs, as_4a37e5b5" on public.txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
drop policy "Owners can delete their order" on public."order";
drop policy "Owners can update their order" on public."order";
drop policy "Owners can create their order" on public."order";
drop policy "Owners and anyone can read order" on public."order";
drop policy "Anyone can read order" on public."order";
drop policy "Anyone can read group" on public."Group";
drop policy "Owners can delete their users" on public.users;
drop policy "Owners can update their users" on public.users;
drop policy "Owners can create their users" on public.users;
drop policy "Owners can read their users" on public.users;
drop table public.order_all;
drop table public.txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
drop table public."order";
drop table public."Group";
drop table public.users;
drop function private.order_of_owner();
drop function private.create_users_row() cascade;
drop function private.set_updated_at();
drop type public.order_inline;
drop type public.quoted;
drop schema private;
