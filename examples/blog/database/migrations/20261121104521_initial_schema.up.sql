-- The initial schema: 6 tables, 24 policies.
-- Row level security is on for every table; what no policy allows is denied.
-- Locks nothing that exists. Runs in one transaction.

create schema if not exists private;
comment on schema private is 'Functions that policies and triggers use. No API exposes this schema.';
revoke all on schema private from public;

create function private.set_updated_at() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.set_updated_at() is 'Notes the time of each change.';
revoke execute on function private.set_updated_at() from public, anon, authenticated, service_role;

create table public.users (
  id uuid not null,
  email text,
  username text,
  first_name text,
  last_name text,
  bio text,
  avatar_url text,
  is_active boolean not null default true,
  is_verified boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_check check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  constraint users_username_check check (char_length(username) <= 50),
  constraint users_first_name_check check (char_length(first_name) <= 100),
  constraint users_last_name_check check (char_length(last_name) <= 100),
  constraint users_avatar_url_check check (char_length(avatar_url) <= 500 and avatar_url ~ '^https?://[^\s]+$'),
  constraint users_email_key unique (email),
  constraint users_username_key unique (username),
  constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade
);
comment on table public.users is 'Somebody who reads, writes or edits.';

create index users_is_active_idx on public.users (is_active);

create trigger users_set_updated_at
  before update on public.users
  for each row execute function private.set_updated_at();

create function private.create_users_row() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.users (id, email, username, first_name, last_name)
  values (
    new.id, lower(new.email), left(new.raw_user_meta_data ->> 'username', 50),
    left(new.raw_user_meta_data ->> 'first_name', 100),
    left(new.raw_user_meta_data ->> 'last_name', 100)
  );
  return new;
exception when integrity_constraint_violation or program_limit_exceeded then
  -- What is taken, or not of the form asked for, must not keep anyone from signing up.
  insert into public.users (id, first_name, last_name)
  values (
    new.id, left(new.raw_user_meta_data ->> 'first_name', 100),
    left(new.raw_user_meta_data ->> 'last_name', 100)
  );
  return new;
end
$$;
comment on function private.create_users_row() is 'Gives every new account its row in users.';
revoke execute on function private.create_users_row() from public, anon, authenticated, service_role;

create trigger create_users_row
  after insert on auth.users
  for each row execute function private.create_users_row();

create table public.categories (
  id uuid not null default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text,
  color text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint categories_pkey primary key (id),
  constraint categories_name_check check (char_length(name) <= 100),
  constraint categories_slug_check check (char_length(slug) <= 100 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint categories_color_check check (color ~ '^#[0-9a-fA-F]{6}$'),
  constraint categories_name_key unique (name),
  constraint categories_slug_key unique (slug)
);
comment on column public.categories.color is 'How the category is shown.';

create trigger categories_set_updated_at
  before update on public.categories
  for each row execute function private.set_updated_at();

create table public.tags (
  id uuid not null default gen_random_uuid(),
  name text not null,
  slug text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tags_pkey primary key (id),
  constraint tags_name_check check (char_length(name) <= 50),
  constraint tags_slug_check check (char_length(slug) <= 50 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint tags_name_key unique (name),
  constraint tags_slug_key unique (slug)
);

create trigger tags_set_updated_at
  before update on public.tags
  for each row execute function private.set_updated_at();

create table public.posts (
  id uuid not null default gen_random_uuid(),
  title text not null,
  slug text not null,
  content text,
  excerpt text,
  featured_image_url text,
  status text not null default 'draft',
  is_featured boolean not null default false,
  published_at timestamptz,
  author_id uuid not null default auth.uid(),
  category_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint posts_pkey primary key (id),
  constraint posts_title_check check (char_length(title) <= 255),
  constraint posts_slug_check check (char_length(slug) <= 255 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint posts_featured_image_url_check check (char_length(featured_image_url) <= 500 and featured_image_url ~ '^https?://[^\s]+$'),
  constraint posts_status_check check (status in ('draft', 'published', 'archived')),
  constraint posts_published_has_date check (status <> 'published' or published_at is not null),
  constraint posts_slug_key unique (slug),
  constraint posts_author_id_fkey foreign key (author_id)
    references public.users (id) on delete cascade,
  constraint posts_category_id_fkey foreign key (category_id)
    references public.categories (id) on delete set null
);

create index posts_status_published_at_idx on public.posts (status, published_at desc);
create index posts_is_featured_idx on public.posts (is_featured);
create index posts_author_id_idx on public.posts (author_id);
create index posts_category_id_idx on public.posts (category_id);

create trigger posts_set_updated_at
  before update on public.posts
  for each row execute function private.set_updated_at();

create table public.comments (
  id uuid not null default gen_random_uuid(),
  content text not null,
  is_approved boolean not null default false,
  post_id uuid not null,
  author_id uuid not null default auth.uid(),
  parent_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint comments_pkey primary key (id),
  constraint comments_content_check check (char_length(content) >= 1 and char_length(content) <= 10000),
  constraint comments_post_id_fkey foreign key (post_id)
    references public.posts (id) on delete cascade,
  constraint comments_author_id_fkey foreign key (author_id)
    references public.users (id) on delete cascade,
  constraint comments_parent_id_fkey foreign key (parent_id)
    references public.comments (id) on delete cascade
);
comment on column public.comments.parent_id is 'The comment that this one answers.';

create index comments_post_id_created_at_idx on public.comments (post_id, created_at);
create index comments_author_id_idx on public.comments (author_id);
create index comments_parent_id_idx on public.comments (parent_id);
create index comments_is_approved_idx on public.comments (is_approved);

create trigger comments_set_updated_at
  before update on public.comments
  for each row execute function private.set_updated_at();

create table public.post_tags (
  post_id uuid not null,
  tag_id uuid not null,
  constraint post_tags_pkey primary key (post_id, tag_id),
  constraint post_tags_post_id_fkey foreign key (post_id)
    references public.posts (id) on delete cascade,
  constraint post_tags_tag_id_fkey foreign key (tag_id)
    references public.tags (id) on delete cascade
);

create index post_tags_tag_id_idx on public.post_tags (tag_id);

create function private.app_roles() returns text[]
  language sql stable set search_path = ''
as $$
  select array_remove(
    array(
      select jsonb_array_elements_text(
        case jsonb_typeof(metadata -> 'roles') when 'array' then metadata -> 'roles' else '[]' end)
    ) || (metadata ->> 'role'),
    null)
  from (select auth.jwt() -> 'app_metadata') as token (metadata)
$$;
comment on function private.app_roles() is 'The caller''s app-wide roles, from the part of the token that users can''t write.';
revoke execute on function private.app_roles() from public, anon, authenticated, service_role;
grant execute on function private.app_roles() to authenticated, service_role;

create function private.posts_of_author() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.posts as t
    where t.author_id = (select auth.uid())
  )
$$;
comment on function private.posts_of_author() is 'The posts whose author is the caller.';
revoke execute on function private.posts_of_author() from public, anon, authenticated, service_role;
grant execute on function private.posts_of_author() to authenticated;

alter table public.users enable row level security;
revoke all on table public.users from public, anon, authenticated, service_role;
grant
  select,
  update (email, username, first_name, last_name, bio, avatar_url)
  on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;

create policy "Signed-in accounts can read users"
  on public.users for select to authenticated
  using (
    (select auth.uid()) is not null
    and ((select auth.jwt()) ->> 'is_anonymous') is distinct from 'true'
  );

create policy "Owners can update their users"
  on public.users for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

alter table public.categories enable row level security;
revoke all on table public.categories from public, anon, authenticated, service_role;
grant select on table public.categories to anon;
grant
  select,
  insert (id, name, slug, description, color),
  update (name, slug, description, color),
  delete
  on table public.categories to authenticated;
grant select, insert, update, delete on table public.categories to service_role;

create policy "Anyone can read categories"
  on public.categories for select to anon, authenticated
  using (true);

create policy "Editors can create categories"
  on public.categories for insert to authenticated
  with check ('editor' = any ((select private.app_roles())::text[]));

create policy "Editors can update categories"
  on public.categories for update to authenticated
  using ('editor' = any ((select private.app_roles())::text[]))
  with check ('editor' = any ((select private.app_roles())::text[]));

create policy "Editors can delete categories"
  on public.categories for delete to authenticated
  using ('editor' = any ((select private.app_roles())::text[]));

alter table public.tags enable row level security;
revoke all on table public.tags from public, anon, authenticated, service_role;
grant select on table public.tags to anon;
grant
  select,
  insert (id, name, slug),
  update (name, slug),
  delete
  on table public.tags to authenticated;
grant select, insert, update, delete on table public.tags to service_role;

create policy "Anyone can read tags"
  on public.tags for select to anon, authenticated
  using (true);

create policy "Signed-in accounts can create tags"
  on public.tags for insert to authenticated
  with check (
    (select auth.uid()) is not null
    and ((select auth.jwt()) ->> 'is_anonymous') is distinct from 'true'
  );

create policy "Editors can update tags"
  on public.tags for update to authenticated
  using ('editor' = any ((select private.app_roles())::text[]))
  with check ('editor' = any ((select private.app_roles())::text[]));

create policy "Editors can delete tags"
  on public.tags for delete to authenticated
  using ('editor' = any ((select private.app_roles())::text[]));

alter table public.posts enable row level security;
revoke all on table public.posts from public, anon, authenticated, service_role;
grant select on table public.posts to anon;
grant
  select,
  insert (
    id, title, slug, content, excerpt, featured_image_url, status, is_featured, published_at,
    author_id, category_id
  ),
  update (
    title, slug, content, excerpt, featured_image_url, status, is_featured, published_at,
    category_id
  ),
  delete
  on table public.posts to authenticated;
grant select, insert, update, delete on table public.posts to service_role;

create policy "Anyone can read published posts"
  on public.posts for select to anon
  using (status = 'published');

create policy "Anyone, owners and editors can read posts"
  on public.posts for select to authenticated
  using (
    status = 'published'
    or author_id = (select auth.uid())
    or 'editor' = any ((select private.app_roles())::text[])
  );
comment on policy "Anyone, owners and editors can read posts" on public.posts is 'Anyone where status is "published"; owners; editors.';

create policy "Owners can create their posts"
  on public.posts for insert to authenticated
  with check (author_id = (select auth.uid()));

create policy "Owners and editors can update posts"
  on public.posts for update to authenticated
  using (author_id = (select auth.uid()) or 'editor' = any ((select private.app_roles())::text[]))
  with check (
    author_id = (select auth.uid()) or 'editor' = any ((select private.app_roles())::text[])
  );

create policy "Owners and editors can delete posts"
  on public.posts for delete to authenticated
  using (author_id = (select auth.uid()) or 'editor' = any ((select private.app_roles())::text[]));

alter table public.comments enable row level security;
revoke all on table public.comments from public, anon, authenticated, service_role;
grant select on table public.comments to anon;
grant
  select,
  insert (id, content, is_approved, post_id, author_id, parent_id),
  update (content, is_approved, post_id, parent_id),
  delete
  on table public.comments to authenticated;
grant select, insert, update, delete on table public.comments to service_role;

create policy "Anyone can read comments"
  on public.comments for select to anon
  using (is_approved = true);
comment on policy "Anyone can read comments" on public.comments is 'Anyone where it is approved.';

create policy "Anyone, owners and editors can read comments"
  on public.comments for select to authenticated
  using (
    is_approved = true
    or author_id = (select auth.uid())
    or 'editor' = any ((select private.app_roles())::text[])
  );
comment on policy "Anyone, owners and editors can read comments" on public.comments is 'Anyone where it is approved; owners; editors.';

create policy "Owners can create comments"
  on public.comments for insert to authenticated
  with check (author_id = (select auth.uid()) and is_approved = false);
comment on policy "Owners can create comments" on public.comments is 'Owners where it is not approved.';

create policy "Editors can update comments"
  on public.comments for update to authenticated
  using ('editor' = any ((select private.app_roles())::text[]))
  with check ('editor' = any ((select private.app_roles())::text[]));

create policy "Owners and editors can delete comments"
  on public.comments for delete to authenticated
  using (author_id = (select auth.uid()) or 'editor' = any ((select private.app_roles())::text[]));

alter table public.post_tags enable row level security;
revoke all on table public.post_tags from public, anon, authenticated, service_role;
grant select on table public.post_tags to anon;
grant select, insert, delete on table public.post_tags to authenticated;
grant select, insert, update, delete on table public.post_tags to service_role;

create policy "Readers of both ends can read post tags"
  on public.post_tags for select to anon
  using (exists (select from public.posts as parent where parent.id = post_tags.post_id));

create policy "Readers of both ends can read post tags (2)"
  on public.post_tags for select to authenticated
  using (
    'editor' = any ((select private.app_roles())::text[])
    or exists (select from public.posts as parent where parent.id = post_tags.post_id)
  );

create policy "Whoever can update the post can create post tags"
  on public.post_tags for insert to authenticated
  with check (
    'editor' = any ((select private.app_roles())::text[])
    or post_id = any ((select private.posts_of_author())::uuid[])
  );

create policy "Whoever can update the post can delete post tags"
  on public.post_tags for delete to authenticated
  using (
    'editor' = any ((select private.app_roles())::text[])
    or post_id = any ((select private.posts_of_author())::uuid[])
  );
