-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

drop policy "Whoever can update the post can delete post tags" on public.post_tags;
drop policy "Whoever can update the post can create post tags" on public.post_tags;
drop policy "Readers of both ends can read post tags (2)" on public.post_tags;
drop policy "Readers of both ends can read post tags" on public.post_tags;
drop policy "Owners and editors can delete comments" on public.comments;
drop policy "Editors can update comments" on public.comments;
drop policy "Owners can create comments" on public.comments;
drop policy "Anyone, owners and editors can read comments" on public.comments;
drop policy "Anyone can read comments" on public.comments;
drop policy "Owners and editors can delete posts" on public.posts;
drop policy "Owners and editors can update posts" on public.posts;
drop policy "Owners can create their posts" on public.posts;
drop policy "Anyone, owners and editors can read posts" on public.posts;
drop policy "Anyone can read published posts" on public.posts;
drop policy "Editors can delete tags" on public.tags;
drop policy "Editors can update tags" on public.tags;
drop policy "Signed-in accounts can create tags" on public.tags;
drop policy "Anyone can read tags" on public.tags;
drop policy "Editors can delete categories" on public.categories;
drop policy "Editors can update categories" on public.categories;
drop policy "Editors can create categories" on public.categories;
drop policy "Anyone can read categories" on public.categories;
drop policy "Owners can update their users" on public.users;
drop policy "Signed-in accounts can read users" on public.users;
drop table public.post_tags;
drop table public.comments;
drop table public.posts;
drop table public.tags;
drop table public.categories;
drop table public.users;
drop function private.posts_of_author();
drop function private.app_roles();
drop function private.create_users_row() cascade;
drop function private.set_updated_at();
drop schema private;
