-- The initial schema: 5 tables, 20 policies.
-- Row level security is on for every table; what no policy allows is denied.
-- Locks nothing that exists. Runs in one transaction.

do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then
    create role authenticated nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin bypassrls;
  end if;
end
$$;

create schema if not exists auth;

create table auth.users (
  id uuid not null default gen_random_uuid(),
  email text,
  phone text,
  raw_app_meta_data jsonb not null default '{}',
  raw_user_meta_data jsonb not null default '{}',
  is_anonymous boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_key unique (email)
);
comment on table auth.users is 'The accounts. An identity provider writes them.';

alter table auth.users enable row level security;
revoke all on table auth.users from public, anon, authenticated, service_role;

create function auth.jwt() returns jsonb
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;
comment on function auth.jwt() is 'The caller''s claims; null without any.';

create function auth.uid() returns uuid
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
comment on function auth.uid() is 'The caller''s account; null without one.';

create function auth.role() returns text
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;
comment on function auth.role() is 'The caller''s API role.';

create function auth.email() returns text
  language sql stable set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
$$;
comment on function auth.email() is 'The caller''s e-mail address.';
grant usage on schema auth to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

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
  email text not null,
  display_name text not null,
  bio text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_check check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  constraint users_display_name_check check (char_length(display_name) <= 80),
  constraint users_email_key unique (email),
  constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade
);
comment on table public.users is 'What readers see of an account.';

create trigger users_set_updated_at
  before update on public.users
  for each row execute function private.set_updated_at();

create function private.create_users_row() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.users (id, email, display_name)
  values (new.id, lower(new.email), coalesce(left(new.raw_user_meta_data ->> 'name', 80), ''));
  return new;
end
$$;
comment on function private.create_users_row() is 'Gives every new account its row in users.';
revoke execute on function private.create_users_row() from public, anon, authenticated, service_role;

create trigger create_users_row
  after insert on auth.users
  for each row execute function private.create_users_row();

create table public.tags (
  id uuid not null default gen_random_uuid(),
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tags_pkey primary key (id),
  constraint tags_name_check check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint tags_name_key unique (name)
);

create trigger tags_set_updated_at
  before update on public.tags
  for each row execute function private.set_updated_at();

create table public.posts (
  id uuid not null default gen_random_uuid(),
  title text not null,
  slug text not null,
  body text not null,
  status text not null default 'draft',
  published_at timestamptz,
  view_count integer not null default 0,
  author_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint posts_pkey primary key (id),
  constraint posts_title_check check (char_length(title) <= 200),
  constraint posts_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint posts_status_check check (status in ('draft', 'submitted', 'published')),
  constraint posts_view_count_check check (view_count >= 0),
  constraint published_posts_have_a_date check (status <> 'published' or published_at is not null),
  constraint posts_slug_key unique (slug),
  constraint posts_author_id_fkey foreign key (author_id)
    references public.users (id) on delete cascade
);
comment on table public.posts is 'An article; readers see it once it is published.';
comment on column public.posts.title is 'As in the list of posts.';

create index posts_published_at_idx on public.posts (published_at desc) where status = 'published';
create index posts_author_id_idx on public.posts (author_id);
create index posts_status_idx on public.posts (status);

create trigger posts_set_updated_at
  before update on public.posts
  for each row execute function private.set_updated_at();

create table public.comments (
  id uuid not null default gen_random_uuid(),
  body text not null,
  post_id uuid not null,
  author_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint comments_pkey primary key (id),
  constraint comments_body_check check (char_length(body) <= 2000),
  constraint comments_post_id_fkey foreign key (post_id)
    references public.posts (id) on delete cascade,
  constraint comments_author_id_fkey foreign key (author_id)
    references public.users (id) on delete cascade
);

create index comments_post_id_idx on public.comments (post_id);
create index comments_author_id_idx on public.comments (author_id);

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

create function private.posts_of_author_and_where_status_or_for_editor_and_where_status() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.posts as t
    where (t.author_id = (select auth.uid()) and t.status = 'draft')
      or ('editor' = any ((select private.app_roles())::text[]) and t.status = 'submitted')
  )
$$;
comment on function private.posts_of_author_and_where_status_or_for_editor_and_where_status() is 'The posts whose author is the caller and where status is "draft", or if the caller is ''editor'' and where status is "submitted".';
revoke execute on function private.posts_of_author_and_where_status_or_for_editor_and_where_status() from public, anon, authenticated, service_role;
grant
  execute
  on function private.posts_of_author_and_where_status_or_for_editor_and_where_status() to authenticated;

alter table public.users enable row level security;
revoke all on table public.users from public, anon, authenticated, service_role;
grant select on table public.users to anon;
grant
  select,
  insert (id, email, display_name, bio),
  update (display_name, bio)
  on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;

create policy "Anyone can read users"
  on public.users for select to anon, authenticated
  using (true);

create policy "Owners can create their users"
  on public.users for insert to authenticated
  with check (id = (select auth.uid()));

create policy "Owners can update their users"
  on public.users for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

alter table public.tags enable row level security;
revoke all on table public.tags from public, anon, authenticated, service_role;
grant select on table public.tags to anon;
grant select, insert (id, name), update (name), delete on table public.tags to authenticated;
grant select, insert, update, delete on table public.tags to service_role;

create policy "Anyone can read tags"
  on public.tags for select to anon, authenticated
  using (true);

create policy "Admins and editors can create tags"
  on public.tags for insert to authenticated
  with check ((select private.app_roles())::text[] && array['admin', 'editor']::text[]);

create policy "Admins and editors can update tags"
  on public.tags for update to authenticated
  using ((select private.app_roles())::text[] && array['admin', 'editor']::text[])
  with check ((select private.app_roles())::text[] && array['admin', 'editor']::text[]);

create policy "Admins and editors can delete tags"
  on public.tags for delete to authenticated
  using ((select private.app_roles())::text[] && array['admin', 'editor']::text[]);

alter table public.posts enable row level security;
revoke all on table public.posts from public, anon, authenticated, service_role;
grant select on table public.posts to anon;
grant
  select,
  insert (id, title, slug, body, status, published_at, view_count, author_id),
  update (title, slug, body, status, published_at, view_count),
  delete
  on table public.posts to authenticated;
grant select, insert, update, delete on table public.posts to service_role;

create policy "Anyone can read published posts"
  on public.posts for select to anon
  using (status = 'published');

create policy "Anyone, owners, editors and admins can read posts"
  on public.posts for select to authenticated
  using (
    status = 'published'
    or author_id = (select auth.uid())
    or 'editor' = any ((select private.app_roles())::text[])
    or 'admin' = any ((select private.app_roles())::text[])
  );
comment on policy "Anyone, owners, editors and admins can read posts" on public.posts is 'Anyone where status is "published"; owners; editors; admins.';

create policy "Owners can create draft posts"
  on public.posts for insert to authenticated
  with check (author_id = (select auth.uid()) and status = 'draft');

create policy "Owners, editors and admins can update posts"
  on public.posts for update to authenticated
  using (
    (author_id = (select auth.uid()) and status = 'draft')
    or ('editor' = any ((select private.app_roles())::text[]) and status = 'submitted')
    or 'admin' = any ((select private.app_roles())::text[])
  )
  with check (
    (author_id = (select auth.uid()) and status in ('draft', 'submitted'))
    or ('editor' = any ((select private.app_roles())::text[]) and status in ('draft', 'published'))
    or 'admin' = any ((select private.app_roles())::text[])
  );
comment on policy "Owners, editors and admins can update posts" on public.posts is 'Owners where status is "draft", as long as afterwards status is "draft" or "submitted"; editors where status is "submitted", as long as afterwards status is "draft" or "published"; admins.';

create policy "Owners and admins can delete posts"
  on public.posts for delete to authenticated
  using (author_id = (select auth.uid()) or 'admin' = any ((select private.app_roles())::text[]));

alter table public.comments enable row level security;
revoke all on table public.comments from public, anon, authenticated, service_role;
grant select on table public.comments to anon;
grant
  select,
  insert (id, body, post_id, author_id),
  update (body),
  delete
  on table public.comments to authenticated;
grant select, insert, update, delete on table public.comments to service_role;

create policy "Anyone can read comments"
  on public.comments for select to anon, authenticated
  using (true);

create policy "Owners can create their comments"
  on public.comments for insert to authenticated
  with check (author_id = (select auth.uid()));

create policy "Owners can update their comments"
  on public.comments for update to authenticated
  using (author_id = (select auth.uid()))
  with check (author_id = (select auth.uid()));

create policy "Owners can delete their comments"
  on public.comments for delete to authenticated
  using (author_id = (select auth.uid()));

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
    or 'admin' = any ((select private.app_roles())::text[])
    or exists (select from public.posts as parent where parent.id = post_tags.post_id)
  );

create policy "Whoever can update the post can create post tags"
  on public.post_tags for insert to authenticated
  with check (
    'admin' = any ((select private.app_roles())::text[])
    or post_id = any ((select private.posts_of_author_and_where_status_or_for_editor_and_where_status())::uuid[])
  );

create policy "Whoever can update the post can delete post tags"
  on public.post_tags for delete to authenticated
  using (
    'admin' = any ((select private.app_roles())::text[])
    or post_id = any ((select private.posts_of_author_and_where_status_or_for_editor_and_where_status())::uuid[])
  );
