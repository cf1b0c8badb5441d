-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

drop policy "Whoever can update the post can delete post tags" on public.post_tags;
drop policy "Whoever can update the post can create post tags" on public.post_tags;
drop policy "Readers of both ends can read post tags" on public.post_tags;
drop policy "Owners can delete their comments" on public.comments;
drop policy "Owners can update their comments" on public.comments;
drop policy "Owners can create their comments" on public.comments;
drop policy "Anyone can read comments" on public.comments;
drop policy "Owners and admins can delete posts" on public.posts;
drop policy "Owners, editors and admins can update posts" on public.posts;
drop policy "Owners can create draft posts" on public.posts;
drop policy "Anyone, owners, editors and admins can read posts" on public.posts;
drop policy "Anyone can read published posts" on public.posts;
drop policy "Admins and editors can delete tags" on public.tags;
drop policy "Admins and editors can update tags" on public.tags;
drop policy "Admins and editors can create tags" on public.tags;
drop policy "Anyone can read tags" on public.tags;
drop policy "Owners can update their users" on public.users;
drop policy "Owners can create their users" on public.users;
drop policy "Anyone can read users" on public.users;
drop table public.post_tags;
drop table public.comments;
drop table public.posts;
drop table public.tags;
drop table public.users;
drop function private.app_roles();
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
