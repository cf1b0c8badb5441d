-- The initial schema: 8 tables, 30 policies.
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
  name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade
);

create trigger users_set_updated_at
  before update on public.users
  for each row execute function private.set_updated_at();

create function private.create_users_row() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.users (id, name)
  values (new.id, new.raw_user_meta_data ->> 'name');
  return new;
end
$$;
comment on function private.create_users_row() is 'Gives every new account its row in users.';
revoke execute on function private.create_users_row() from public, anon, authenticated, service_role;

create trigger create_users_row
  after insert on auth.users
  for each row execute function private.create_users_row();

create table public.teams (
  id uuid not null default gen_random_uuid(),
  name text,
  constraint teams_pkey primary key (id)
);

create function private.note_created_teams() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  if auth.uid() is not null then
    perform set_config('berry.created_tenant', new.id::text, true);
  end if;
  return new;
end
$$;
comment on function private.note_created_teams() is 'Notes which of teams was created last in this transaction, for the policies.';
revoke execute on function private.note_created_teams() from public, anon, authenticated, service_role;

create trigger note_created_teams
  before insert on public.teams
  for each row execute function private.note_created_teams();

create function private.add_first_member_of_teams() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if auth.uid() is not null then
    insert into public.team_members (team_id, user_id, role)
    values (new.id, auth.uid(), 'owner');
  end if;
  return null;
end
$$;
comment on function private.add_first_member_of_teams() is 'Makes whoever creates a row of teams its first ''owner''.';
revoke execute on function private.add_first_member_of_teams() from public, anon, authenticated, service_role;

create trigger add_first_member_of_teams
  after insert on public.teams
  for each row execute function private.add_first_member_of_teams();

create table public.team_members (
  id uuid not null default gen_random_uuid(),
  role text not null default 'member',
  title text,
  team_id uuid not null,
  user_id uuid not null,
  constraint team_members_pkey primary key (id),
  constraint team_members_role_check check (role in ('owner', 'admin', 'member')),
  constraint team_members_team_id_user_id_key unique (team_id, user_id),
  constraint team_members_team_id_fkey foreign key (team_id)
    references public.teams (id) on delete cascade,
  constraint team_members_user_id_fkey foreign key (user_id)
    references public.users (id) on delete cascade
);

create index team_members_user_id_idx on public.team_members (user_id);
create index team_members_role_idx on public.team_members (role);

create function private.keep_owner_of_teams() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if old.role <> 'owner' then
    return null;
  end if;
  -- Two who leave at once wait for each other.
  perform from public.teams where id = old.team_id for update;
  if found and not exists (
    select from public.team_members as t where t.team_id = old.team_id and t.role = 'owner'
  ) then
    raise exception using errcode = 'restrict_violation', message = 'the last owner of a team stays: make somebody else one first';
  end if;
  return null;
end
$$;
comment on function private.keep_owner_of_teams() is 'Refuses to take the last owner away from a row of teams.';
revoke execute on function private.keep_owner_of_teams() from public, anon, authenticated, service_role;

create trigger keep_owner_of_teams
  after update or delete on public.team_members
  for each row execute function private.keep_owner_of_teams();

create table public.projects (
  id uuid not null default gen_random_uuid(),
  name text,
  is_public boolean not null default false,
  team_id uuid not null,
  lead_id uuid,
  previous_id uuid,
  constraint projects_pkey primary key (id),
  constraint projects_id_team_id_key unique (id, team_id),
  constraint projects_team_id_fkey foreign key (team_id)
    references public.teams (id) on delete cascade,
  constraint projects_lead_id_fkey foreign key (lead_id)
    references public.users (id) on delete restrict,
  constraint projects_previous_id_team_id_fkey foreign key (previous_id, team_id)
    references public.projects (id, team_id) on delete set null (previous_id)
);

create index projects_team_id_idx on public.projects (team_id);
create index projects_lead_id_idx on public.projects (lead_id);
create index projects_previous_id_team_id_idx on public.projects (previous_id, team_id);
create index projects_is_public_idx on public.projects (is_public);

create table public.project_members (
  id uuid not null default gen_random_uuid(),
  role text not null default 'viewer',
  project_id uuid not null,
  user_id uuid not null,
  constraint project_members_pkey primary key (id),
  constraint project_members_role_check check (role in ('editor', 'viewer')),
  constraint project_members_project_id_user_id_key unique (project_id, user_id),
  constraint project_members_project_id_fkey foreign key (project_id)
    references public.projects (id) on delete cascade,
  constraint project_members_user_id_fkey foreign key (user_id)
    references public.users (id) on delete cascade
);

create index project_members_user_id_idx on public.project_members (user_id);

create table public.tasks (
  id uuid not null default gen_random_uuid(),
  title text,
  status text not null default 'open',
  project_id uuid not null,
  assignee_id uuid,
  constraint tasks_pkey primary key (id),
  constraint tasks_status_check check (status in ('open', 'done')),
  constraint tasks_project_id_fkey foreign key (project_id)
    references public.projects (id) on delete cascade,
  constraint tasks_assignee_id_fkey foreign key (assignee_id)
    references public.users (id) on delete restrict
);

create index tasks_project_id_idx on public.tasks (project_id);
create index tasks_assignee_id_idx on public.tasks (assignee_id);
create index tasks_status_idx on public.tasks (status);

create table public.labels (
  id uuid not null default gen_random_uuid(),
  name text,
  team_id uuid not null,
  project_id uuid,
  creator_id uuid not null default auth.uid(),
  constraint labels_pkey primary key (id),
  constraint labels_team_id_fkey foreign key (team_id)
    references public.teams (id) on delete cascade,
  constraint labels_project_id_team_id_fkey foreign key (project_id, team_id)
    references public.projects (id, team_id) on delete restrict,
  constraint labels_creator_id_fkey foreign key (creator_id)
    references public.users (id) on delete cascade
);

create index labels_team_id_idx on public.labels (team_id);
create index labels_project_id_team_id_idx on public.labels (project_id, team_id);
create index labels_creator_id_idx on public.labels (creator_id);

create table public.task_labels (
  task_id uuid not null,
  label_id uuid not null,
  constraint task_labels_pkey primary key (task_id, label_id),
  constraint task_labels_task_id_fkey foreign key (task_id)
    references public.tasks (id) on delete cascade,
  constraint task_labels_label_id_fkey foreign key (label_id)
    references public.labels (id) on delete cascade
);

create index task_labels_label_id_idx on public.task_labels (label_id);

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

create function private.teams_by_team_members() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.team_id
    from public.team_members as t
    where t.user_id = (select auth.uid())
  )
$$;
comment on function private.teams_by_team_members() is 'The teams for which team members name the caller.';
revoke execute on function private.teams_by_team_members() from public, anon, authenticated, service_role;
grant execute on function private.teams_by_team_members() to authenticated;

create function private.teams_by_team_members_owner_admin() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.team_id
    from public.team_members as t
    where t.user_id = (select auth.uid()) and t.role in ('owner', 'admin')
  )
$$;
comment on function private.teams_by_team_members_owner_admin() is 'The teams for which team members name the caller as ''owner'' or ''admin''.';
revoke execute on function private.teams_by_team_members_owner_admin() from public, anon, authenticated, service_role;
grant execute on function private.teams_by_team_members_owner_admin() to authenticated;

create function private.teams_by_team_members_owner() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.team_id
    from public.team_members as t
    where t.user_id = (select auth.uid()) and t.role in ('owner')
  )
$$;
comment on function private.teams_by_team_members_owner() is 'The teams for which team members name the caller as ''owner''.';
revoke execute on function private.teams_by_team_members_owner() from public, anon, authenticated, service_role;
grant execute on function private.teams_by_team_members_owner() to authenticated;

create function private.teams_by_team_members_admin() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.team_id
    from public.team_members as t
    where t.user_id = (select auth.uid()) and t.role in ('admin')
  )
$$;
comment on function private.teams_by_team_members_admin() is 'The teams for which team members name the caller as ''admin''.';
revoke execute on function private.teams_by_team_members_admin() from public, anon, authenticated, service_role;
grant execute on function private.teams_by_team_members_admin() to authenticated;

create function private.projects_by_project_members_and_team_by_team_members() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.projects as t
    where t.id in (
        select t2.project_id
        from public.project_members as t2
        where t2.user_id = (select auth.uid())
      )
      and t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid())
      )
  )
$$;
comment on function private.projects_by_project_members_and_team_by_team_members() is 'The projects for which project members name the caller and with a team for which team members name the caller.';
revoke execute on function private.projects_by_project_members_and_team_by_team_members() from public, anon, authenticated, service_role;
grant
  execute
  on function private.projects_by_project_members_and_team_by_team_members() to authenticated;

create function private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.projects as t
    where t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid()) and t2.role in ('owner', 'admin')
      )
      or (
        t.lead_id = (select auth.uid())
        and t.team_id in (
          select t2.team_id
          from public.team_members as t2
          where t2.user_id = (select auth.uid())
        )
      )
  )
$$;
comment on function private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4() is 'The projects with a team for which team members name the caller as ''owner'' or ''admin'', or whose lead is the caller and with a team for which team members name the caller.';
revoke execute on function private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4() from public, anon, authenticated, service_role;
grant
  execute
  on function private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4() to authenticated;

create function private.projects_team_by_team_members() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.projects as t
    where t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid())
      )
  )
$$;
comment on function private.projects_team_by_team_members() is 'The projects with a team for which team members name the caller.';
revoke execute on function private.projects_team_by_team_members() from public, anon, authenticated, service_role;
grant execute on function private.projects_team_by_team_members() to authenticated;

create function private.projects_by_project_members_editor_and_team_by_team_members() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.projects as t
    where t.id in (
        select t2.project_id
        from public.project_members as t2
        where t2.user_id = (select auth.uid()) and t2.role in ('editor')
      )
      and t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid())
      )
  )
$$;
comment on function private.projects_by_project_members_editor_and_team_by_team_members() is 'The projects for which project members name the caller as ''editor'' and with a team for which team members name the caller.';
revoke execute on function private.projects_by_project_members_editor_and_team_by_team_members() from public, anon, authenticated, service_role;
grant
  execute
  on function private.projects_by_project_members_editor_and_team_by_team_members() to authenticated;

create function private.projects_team_by_team_members_owner_admin() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.projects as t
    where t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid()) and t2.role in ('owner', 'admin')
      )
  )
$$;
comment on function private.projects_team_by_team_members_owner_admin() is 'The projects with a team for which team members name the caller as ''owner'' or ''admin''.';
revoke execute on function private.projects_team_by_team_members_owner_admin() from public, anon, authenticated, service_role;
grant execute on function private.projects_team_by_team_members_owner_admin() to authenticated;

create function private.projects_team_by_team_members_and_where_is_public() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.projects as t
    where t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid())
      )
      and t.is_public = true
  )
$$;
comment on function private.projects_team_by_team_members_and_where_is_public() is 'The projects with a team for which team members name the caller and where it is public.';
revoke execute on function private.projects_team_by_team_members_and_where_is_public() from public, anon, authenticated, service_role;
grant
  execute
  on function private.projects_team_by_team_members_and_where_is_public() to authenticated;

create function private.tasks_project_by_project_members_editor_and_team_by_te_299da3a6() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.tasks as t
    where t.project_id in (
        select t2.id
        from public.projects as t2
        where t2.id in (
            select t3.project_id
            from public.project_members as t3
            where t3.user_id = (select auth.uid()) and t3.role in ('editor')
          )
          and t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid())
          )
      )
      or t.project_id in (
        select t2.id
        from public.projects as t2
        where t2.id in (
            select t3.project_id
            from public.project_members as t3
            where t3.user_id = (select auth.uid())
          )
          and t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid())
          )
      )
      or t.project_id in (
        select t2.id
        from public.projects as t2
        where t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid()) and t3.role in ('owner', 'admin')
          )
      )
      or (
        t.assignee_id = (select auth.uid())
        and t.project_id in (
          select t2.id
          from public.projects as t2
          where t2.team_id in (
              select t3.team_id
              from public.team_members as t3
              where t3.user_id = (select auth.uid())
            )
        )
        and t.status = 'open'
      )
      or (
        (select auth.uid()) is not null
        and ((select auth.jwt()) ->> 'is_anonymous') is distinct from 'true'
        and t.project_id in (
          select t2.id
          from public.projects as t2
          where t2.team_id in (
              select t3.team_id
              from public.team_members as t3
              where t3.user_id = (select auth.uid())
            )
            and (
              t2.is_public
            ) = true
        )
      )
  )
$$;
comment on function private.tasks_project_by_project_members_editor_and_team_by_te_299da3a6() is 'The tasks with a project for which project members name the caller as ''editor'' and with a team for which team members name the caller, or with a project for which project members name the caller and with a team for which team members name the caller, or with a project with a team for which team members name the caller as ''owner'' or ''admin'', or whose assignee is the caller and with a project with a team for which team members name the caller and where status is "open", or if the caller is signed in and with a project with a team for which team members name the caller and where it is public.';
revoke execute on function private.tasks_project_by_project_members_editor_and_team_by_te_299da3a6() from public, anon, authenticated, service_role;
grant
  execute
  on function private.tasks_project_by_project_members_editor_and_team_by_te_299da3a6() to authenticated;

create function private.labels_of_creator_and_team_by_team_members_or_read_pro_8fd01704() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.labels as t
    where (
        t.creator_id = (select auth.uid())
        and t.team_id in (
          select t2.team_id
          from public.team_members as t2
          where t2.user_id = (select auth.uid())
        )
      )
      or (
        (
          t.project_id in (
            select t2.id
            from public.projects as t2
            where (
                t2.is_public
              ) = true
          )
          or t.project_id in (
            select t2.id
            from public.projects as t2
            where t2.team_id in (
                select t3.team_id
                from public.team_members as t3
                where t3.user_id = (select auth.uid())
              )
          )
          or t.project_id in (
            select t2.id
            from public.projects as t2
            where 'support' = any ((select private.app_roles())::text[])
          )
        )
        and t.team_id in (
          select t2.team_id
          from public.team_members as t2
          where t2.user_id = (select auth.uid())
        )
      )
  )
$$;
comment on function private.labels_of_creator_and_team_by_team_members_or_read_pro_8fd01704() is 'The labels whose creator is the caller and with a team for which team members name the caller, or whose project the caller may read and with a team for which team members name the caller.';
revoke execute on function private.labels_of_creator_and_team_by_team_members_or_read_pro_8fd01704() from public, anon, authenticated, service_role;
grant
  execute
  on function private.labels_of_creator_and_team_by_team_members_or_read_pro_8fd01704() to authenticated;

create function private.tasks_project_by_project_members_editor_and_team_by_te_731c9c4d() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.tasks as t
    where t.project_id in (
        select t2.id
        from public.projects as t2
        where t2.id in (
            select t3.project_id
            from public.project_members as t3
            where t3.user_id = (select auth.uid()) and t3.role in ('editor')
          )
          and t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid())
          )
      )
      or (
        t.assignee_id = (select auth.uid())
        and t.project_id in (
          select t2.id
          from public.projects as t2
          where t2.team_id in (
              select t3.team_id
              from public.team_members as t3
              where t3.user_id = (select auth.uid())
            )
        )
        and t.status = 'open'
      )
  )
$$;
comment on function private.tasks_project_by_project_members_editor_and_team_by_te_731c9c4d() is 'The tasks with a project for which project members name the caller as ''editor'' and with a team for which team members name the caller, or whose assignee is the caller and with a project with a team for which team members name the caller and where status is "open".';
revoke execute on function private.tasks_project_by_project_members_editor_and_team_by_te_731c9c4d() from public, anon, authenticated, service_role;
grant
  execute
  on function private.tasks_project_by_project_members_editor_and_team_by_te_731c9c4d() to authenticated;

alter table public.users enable row level security;
revoke all on table public.users from public, anon, authenticated, service_role;
grant select, update (name) on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;

create policy "Owners can read their users"
  on public.users for select to authenticated
  using (id = (select auth.uid()));

create policy "Owners can update their users"
  on public.users for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

alter table public.teams enable row level security;
revoke all on table public.teams from public, anon, authenticated, service_role;
grant select, insert, update (name), delete on table public.teams to authenticated;
grant select, insert, update, delete on table public.teams to service_role;

create policy "Members of the team can read teams"
  on public.teams for select to authenticated
  using (
    id = any ((select private.teams_by_team_members())::uuid[])
    or id = nullif(current_setting('berry.created_tenant', true), '')::uuid
  );

create policy "Signed-in accounts can create teams"
  on public.teams for insert to authenticated
  with check (
    (select auth.uid()) is not null
    and ((select auth.jwt()) ->> 'is_anonymous') is distinct from 'true'
  );

create policy "Owners and admins of the team can update teams"
  on public.teams for update to authenticated
  using (id = any ((select private.teams_by_team_members_owner_admin())::uuid[]))
  with check (id = any ((select private.teams_by_team_members_owner_admin())::uuid[]));

create policy "Owners of the team can delete teams"
  on public.teams for delete to authenticated
  using (id = any ((select private.teams_by_team_members_owner())::uuid[]));

alter table public.team_members enable row level security;
revoke all on table public.team_members from public, anon, authenticated, service_role;
grant select, insert, update (role, title), delete on table public.team_members to authenticated;
grant select, insert, update, delete on table public.team_members to service_role;

create policy "Members of the team can read team members"
  on public.team_members for select to authenticated
  using (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Owners of the team and others can create team members"
  on public.team_members for insert to authenticated
  with check (
    team_id = any ((select private.teams_by_team_members_owner())::uuid[])
    or (
      team_id = any ((select private.teams_by_team_members_admin())::uuid[])
      and role in ('admin', 'member')
    )
  );
comment on policy "Owners of the team and others can create team members" on public.team_members is 'Owners of the team; admins of the team where role is "admin" or "member".';

create policy "Owners of the team and others can update team members"
  on public.team_members for update to authenticated
  using (
    team_id = any ((select private.teams_by_team_members_owner())::uuid[])
    or (
      team_id = any ((select private.teams_by_team_members_admin())::uuid[])
      and role in ('admin', 'member')
    )
  )
  with check (
    team_id = any ((select private.teams_by_team_members_owner())::uuid[])
    or (
      team_id = any ((select private.teams_by_team_members_admin())::uuid[])
      and role in ('admin', 'member')
    )
  );
comment on policy "Owners of the team and others can update team members" on public.team_members is 'Owners of the team; admins of the team where role is "admin" or "member".';

create policy "Owners of the team and others can delete team members"
  on public.team_members for delete to authenticated
  using (
    team_id = any ((select private.teams_by_team_members_owner())::uuid[])
    or (
      team_id = any ((select private.teams_by_team_members_admin())::uuid[])
      and role in ('admin', 'member')
    )
    or user_id = (select auth.uid())
  );
comment on policy "Owners of the team and others can delete team members" on public.team_members is 'Owners of the team; admins of the team where role is "admin" or "member"; owners who are also members of the team.';

alter table public.projects enable row level security;
revoke all on table public.projects from public, anon, authenticated, service_role;
grant select on table public.projects to anon;
grant
  select,
  insert,
  update (name, is_public, previous_id),
  delete
  on table public.projects to authenticated;
grant select, insert, update, delete on table public.projects to service_role;

create policy "Anyone can read projects"
  on public.projects for select to anon
  using (is_public = true);
comment on policy "Anyone can read projects" on public.projects is 'Anyone where it is public.';

create policy "Anyone, members of the team and supports can read projects"
  on public.projects for select to authenticated
  using (
    is_public = true
    or team_id = any ((select private.teams_by_team_members())::uuid[])
    or 'support' = any ((select private.app_roles())::text[])
  );
comment on policy "Anyone, members of the team and supports can read projects" on public.projects is 'Anyone where it is public; members of the team; supports.';

create policy "Members of the team can create projects"
  on public.projects for insert to authenticated
  with check (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Owners, admins of the team and others can update projects"
  on public.projects for update to authenticated
  using (
    team_id = any ((select private.teams_by_team_members_owner_admin())::uuid[])
    or (
      lead_id = (select auth.uid())
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
    or 'support' = any ((select private.app_roles())::text[])
  )
  with check (
    team_id = any ((select private.teams_by_team_members_owner_admin())::uuid[])
    or (
      lead_id = (select auth.uid())
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
    or 'support' = any ((select private.app_roles())::text[])
  );
comment on policy "Owners, admins of the team and others can update projects" on public.projects is 'Owners and admins of the team; leads who are also members of the team; supports.';

create policy "Owners and admins of the team can delete projects"
  on public.projects for delete to authenticated
  using (team_id = any ((select private.teams_by_team_members_owner_admin())::uuid[]));

alter table public.project_members enable row level security;
revoke all on table public.project_members from public, anon, authenticated, service_role;
grant select, insert, update (role), delete on table public.project_members to authenticated;
grant select, insert, update, delete on table public.project_members to service_role;

create policy "Members of the project and others can read project members"
  on public.project_members for select to authenticated
  using (
    project_id = any ((select private.projects_by_project_members_and_team_by_team_members())::uuid[])
    or (
      (
        'support' = any ((select private.app_roles())::text[])
        or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
      )
      and project_id = any ((select private.projects_team_by_team_members())::uuid[])
    )
  );
comment on policy "Members of the project and others can read project members" on public.project_members is 'Members of the project who are also members of the project''s team; members of the project''s team who can update the project.';

create policy "Whoever can update the project can create project members"
  on public.project_members for insert to authenticated
  with check (
    (
      'support' = any ((select private.app_roles())::text[])
      or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
    )
    and project_id = any ((select private.projects_team_by_team_members())::uuid[])
  );
comment on policy "Whoever can update the project can create project members" on public.project_members is 'Members of the project''s team who can update the project.';

create policy "Whoever can update the project can update project members"
  on public.project_members for update to authenticated
  using (
    (
      'support' = any ((select private.app_roles())::text[])
      or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
    )
    and project_id = any ((select private.projects_team_by_team_members())::uuid[])
  )
  with check (
    (
      'support' = any ((select private.app_roles())::text[])
      or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
    )
    and project_id = any ((select private.projects_team_by_team_members())::uuid[])
  );
comment on policy "Whoever can update the project can update project members" on public.project_members is 'Members of the project''s team who can update the project.';

create policy "Whoever can update the project can delete project members"
  on public.project_members for delete to authenticated
  using (
    (
      'support' = any ((select private.app_roles())::text[])
      or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
    )
    and project_id = any ((select private.projects_team_by_team_members())::uuid[])
  );
comment on policy "Whoever can update the project can delete project members" on public.project_members is 'Members of the project''s team who can update the project.';

alter table public.tasks enable row level security;
revoke all on table public.tasks from public, anon, authenticated, service_role;
grant select, insert, update (title, status), delete on table public.tasks to authenticated;
grant select, insert, update, delete on table public.tasks to service_role;

create policy "Editors of the project and others can read tasks"
  on public.tasks for select to authenticated
  using (
    project_id = any ((select private.projects_by_project_members_editor_and_team_by_team_members())::uuid[])
    or project_id = any ((select private.projects_by_project_members_and_team_by_team_members())::uuid[])
    or project_id = any ((select private.projects_team_by_team_members_owner_admin())::uuid[])
    or (
      assignee_id = (select auth.uid())
      and project_id = any ((select private.projects_team_by_team_members())::uuid[])
      and status = 'open'
    )
    or (
      (select auth.uid()) is not null
      and ((select auth.jwt()) ->> 'is_anonymous') is distinct from 'true'
      and project_id = any ((select private.projects_team_by_team_members_and_where_is_public())::uuid[])
    )
  );
comment on policy "Editors of the project and others can read tasks" on public.tasks is 'Editors of the project who are also members of the project''s team; members of the project who are also members of the project''s team; owners and admins of the project''s team; assignees who are also members of the project''s team where status is "open"; signed-in accounts who are also members of the project''s team where the project is public.';

create policy "Editors of the project can create tasks"
  on public.tasks for insert to authenticated
  with check (
    project_id = any ((select private.projects_by_project_members_editor_and_team_by_team_members())::uuid[])
  );
comment on policy "Editors of the project can create tasks" on public.tasks is 'Editors of the project who are also members of the project''s team.';

create policy "Editors of the project and assignees can update tasks"
  on public.tasks for update to authenticated
  using (
    project_id = any ((select private.projects_by_project_members_editor_and_team_by_team_members())::uuid[])
    or (
      assignee_id = (select auth.uid())
      and project_id = any ((select private.projects_team_by_team_members())::uuid[])
      and status = 'open'
    )
  )
  with check (
    project_id = any ((select private.projects_by_project_members_editor_and_team_by_team_members())::uuid[])
    or (
      assignee_id = (select auth.uid())
      and project_id = any ((select private.projects_team_by_team_members())::uuid[])
      and status in ('open', 'done')
    )
  );
comment on policy "Editors of the project and assignees can update tasks" on public.tasks is 'Editors of the project who are also members of the project''s team; assignees who are also members of the project''s team where status is "open", as long as afterwards status is "open" or "done".';

create policy "Editors of the project, owners and others can delete tasks"
  on public.tasks for delete to authenticated
  using (
    project_id = any ((select private.projects_by_project_members_editor_and_team_by_team_members())::uuid[])
    or project_id = any ((select private.projects_team_by_team_members_owner_admin())::uuid[])
  );
comment on policy "Editors of the project, owners and others can delete tasks" on public.tasks is 'Editors of the project who are also members of the project''s team; owners and admins of the project''s team.';

alter table public.labels enable row level security;
revoke all on table public.labels from public, anon, authenticated, service_role;
grant select, insert, update (name), delete on table public.labels to authenticated;
grant select, insert, update, delete on table public.labels to service_role;

create policy "Owners and whoever can read the project can read labels"
  on public.labels for select to authenticated
  using (
    (
      creator_id = (select auth.uid())
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
    or (
      (
        (
          'support' = any ((select private.app_roles())::text[])
          and project_id is not null
        )
        or exists (
          select from public.projects as parent
          where parent.id = labels.project_id
        )
      )
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
  );
comment on policy "Owners and whoever can read the project can read labels" on public.labels is 'Owners who are also members of the team; members of the team who can read the project.';

create policy "Owners who are also members of the team can create labels"
  on public.labels for insert to authenticated
  with check (
    creator_id = (select auth.uid())
    and team_id = any ((select private.teams_by_team_members())::uuid[])
  );

create policy "Owners and whoever can update the project can update labels"
  on public.labels for update to authenticated
  using (
    (
      creator_id = (select auth.uid())
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
    or (
      (
        (
          'support' = any ((select private.app_roles())::text[])
          and project_id is not null
        )
        or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
      )
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
  )
  with check (
    (
      creator_id = (select auth.uid())
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
    or (
      (
        (
          'support' = any ((select private.app_roles())::text[])
          and project_id is not null
        )
        or project_id = any ((select private.projects_team_by_team_members_owner_admin_or_of_lead_a_b5739de4())::uuid[])
      )
      and team_id = any ((select private.teams_by_team_members())::uuid[])
    )
  );
comment on policy "Owners and whoever can update the project can update labels" on public.labels is 'Owners who are also members of the team; members of the team who can update the project.';

create policy "Owners who are also members of the team can delete labels"
  on public.labels for delete to authenticated
  using (
    creator_id = (select auth.uid())
    and team_id = any ((select private.teams_by_team_members())::uuid[])
  );

alter table public.task_labels enable row level security;
revoke all on table public.task_labels from public, anon, authenticated, service_role;
grant select, insert, delete on table public.task_labels to authenticated;
grant select, insert, update, delete on table public.task_labels to service_role;

create policy "Readers of both ends can read task labels"
  on public.task_labels for select to authenticated
  using (
    task_id = any ((select private.tasks_project_by_project_members_editor_and_team_by_te_299da3a6())::uuid[])
    and label_id = any ((select private.labels_of_creator_and_team_by_team_members_or_read_pro_8fd01704())::uuid[])
  );

create policy "Whoever can update the task can create task labels"
  on public.task_labels for insert to authenticated
  with check (
    task_id = any ((select private.tasks_project_by_project_members_editor_and_team_by_te_731c9c4d())::uuid[])
  );

create policy "Whoever can update the task can delete task labels"
  on public.task_labels for delete to authenticated
  using (
    task_id = any ((select private.tasks_project_by_project_members_editor_and_team_by_te_731c9c4d())::uuid[])
  );
