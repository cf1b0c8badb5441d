-- The initial schema: 8 tables, 27 policies.
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

create function private.refuse_change() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  raise exception using errcode = 'insufficient_privilege',
    message = format('rows of %I are never changed or deleted', tg_table_name);
end
$$;
comment on function private.refuse_change() is 'Keeps the rows of a table as they came.';
revoke execute on function private.refuse_change() from public, anon, authenticated, service_role;

create table public.users (
  id uuid not null,
  email text,
  full_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_check check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  constraint users_full_name_check check (char_length(full_name) <= 100),
  constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade
);
comment on table public.users is 'Somebody who works in teams.';

create trigger users_set_updated_at
  before update on public.users
  for each row execute function private.set_updated_at();

create function private.create_users_row() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.users (id, email, full_name)
  values (new.id, lower(new.email), left(new.raw_user_meta_data ->> 'full_name', 100));
  return new;
exception when integrity_constraint_violation or program_limit_exceeded then
  -- What is taken, or not of the form asked for, must not keep anyone from signing up.
  insert into public.users (id, full_name)
  values (new.id, left(new.raw_user_meta_data ->> 'full_name', 100));
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
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint teams_pkey primary key (id),
  constraint teams_name_check check (char_length(name) <= 100)
);
comment on table public.teams is 'Those who work together; nobody else sees what is theirs.';

create trigger teams_set_updated_at
  before update on public.teams
  for each row execute function private.set_updated_at();

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
  team_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint team_members_pkey primary key (id),
  constraint team_members_role_check check (role in ('owner', 'admin', 'member')),
  constraint team_members_team_id_user_id_key unique (team_id, user_id),
  constraint team_members_team_id_fkey foreign key (team_id)
    references public.teams (id) on delete cascade,
  constraint team_members_user_id_fkey foreign key (user_id)
    references public.users (id) on delete cascade
);
comment on table public.team_members is 'That somebody belongs to a team, and as what.';

create index team_members_user_id_idx on public.team_members (user_id);
create index team_members_role_idx on public.team_members (role);

create trigger team_members_set_updated_at
  before update on public.team_members
  for each row execute function private.set_updated_at();

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
  name text not null,
  description text,
  is_archived boolean not null default false,
  team_id uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint projects_pkey primary key (id),
  constraint projects_name_check check (char_length(name) <= 100),
  constraint projects_team_id_fkey foreign key (team_id)
    references public.teams (id) on delete cascade
);
comment on table public.projects is 'What a team works on.';

create index projects_team_id_idx on public.projects (team_id);
create index projects_is_archived_idx on public.projects (is_archived);

create trigger projects_set_updated_at
  before update on public.projects
  for each row execute function private.set_updated_at();

create table public.labels (
  id uuid not null default gen_random_uuid(),
  name text not null,
  team_id uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint labels_pkey primary key (id),
  constraint labels_name_check check (char_length(name) <= 50),
  constraint labels_team_id_name_key unique (team_id, name),
  constraint labels_team_id_fkey foreign key (team_id)
    references public.teams (id) on delete cascade
);
comment on table public.labels is 'A word that a team sorts its projects by.';

create trigger labels_set_updated_at
  before update on public.labels
  for each row execute function private.set_updated_at();

create table public.tasks (
  id uuid not null default gen_random_uuid(),
  title text not null,
  status text not null default 'todo',
  due_date date,
  project_id uuid not null,
  assignee_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tasks_pkey primary key (id),
  constraint tasks_title_check check (char_length(title) <= 200),
  constraint tasks_status_check check (status in ('todo', 'in_progress', 'done')),
  constraint tasks_project_id_fkey foreign key (project_id)
    references public.projects (id) on delete cascade,
  constraint tasks_assignee_id_fkey foreign key (assignee_id)
    references public.users (id) on delete set null
);
comment on table public.tasks is 'One thing to do. Members see all, managers and whoever has it change it.';

create index tasks_project_id_idx on public.tasks (project_id);
create index tasks_assignee_id_idx on public.tasks (assignee_id);

create trigger tasks_set_updated_at
  before update on public.tasks
  for each row execute function private.set_updated_at();

create table public.comments (
  id uuid not null default gen_random_uuid(),
  text text not null,
  task_id uuid not null,
  author_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint comments_pkey primary key (id),
  constraint comments_text_check check (char_length(text) <= 2000),
  constraint comments_task_id_fkey foreign key (task_id)
    references public.tasks (id) on delete restrict,
  constraint comments_author_id_fkey foreign key (author_id)
    references public.users (id) on delete restrict
);
comment on table public.comments is 'What somebody says about a task; it stays as it was said.';

create index comments_task_id_idx on public.comments (task_id);
create index comments_author_id_idx on public.comments (author_id);

create trigger comments_refuse_change
  before update or delete on public.comments
  for each row execute function private.refuse_change();

create table public.project_labels (
  project_id uuid not null,
  label_id uuid not null,
  constraint project_labels_pkey primary key (project_id, label_id),
  constraint project_labels_project_id_fkey foreign key (project_id)
    references public.projects (id) on delete cascade,
  constraint project_labels_label_id_fkey foreign key (label_id)
    references public.labels (id) on delete cascade
);

create index project_labels_label_id_idx on public.project_labels (label_id);

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

create function private.projects_team_by_team_members_and_where_is_archived() returns uuid[]
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
      and t.is_archived = false
  )
$$;
comment on function private.projects_team_by_team_members_and_where_is_archived() is 'The projects with a team for which team members name the caller and where it is not archived.';
revoke execute on function private.projects_team_by_team_members_and_where_is_archived() from public, anon, authenticated, service_role;
grant
  execute
  on function private.projects_team_by_team_members_and_where_is_archived() to authenticated;

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

create function private.tasks_read_project() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.tasks as t
    where t.project_id in (
        select t2.id
        from public.projects as t2
        where t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid())
          )
      )
  )
$$;
comment on function private.tasks_read_project() is 'The tasks whose project the caller may read.';
revoke execute on function private.tasks_read_project() from public, anon, authenticated, service_role;
grant execute on function private.tasks_read_project() to authenticated;

create function private.labels_team_by_team_members() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select array(
    select t.id
    from public.labels as t
    where t.team_id in (
        select t2.team_id
        from public.team_members as t2
        where t2.user_id = (select auth.uid())
      )
  )
$$;
comment on function private.labels_team_by_team_members() is 'The labels with a team for which team members name the caller.';
revoke execute on function private.labels_team_by_team_members() from public, anon, authenticated, service_role;
grant execute on function private.labels_team_by_team_members() to authenticated;

alter table public.users enable row level security;
revoke all on table public.users from public, anon, authenticated, service_role;
grant select, update (full_name) on table public.users to authenticated;
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

alter table public.teams enable row level security;
revoke all on table public.teams from public, anon, authenticated, service_role;
grant select, insert (id, name), update (name), delete on table public.teams to authenticated;
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
grant
  select,
  insert (id, role, team_id, user_id),
  update (role),
  delete
  on table public.team_members to authenticated;
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
grant
  select,
  insert (id, name, description, is_archived, team_id),
  update (name, description, is_archived),
  delete
  on table public.projects to authenticated;
grant select, insert, update, delete on table public.projects to service_role;

create policy "Members of the team can read projects"
  on public.projects for select to authenticated
  using (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Members of the team can create projects"
  on public.projects for insert to authenticated
  with check (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Members of the team can update projects"
  on public.projects for update to authenticated
  using (team_id = any ((select private.teams_by_team_members())::uuid[]))
  with check (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Owners and admins of the team can delete projects"
  on public.projects for delete to authenticated
  using (team_id = any ((select private.teams_by_team_members_owner_admin())::uuid[]));

alter table public.labels enable row level security;
revoke all on table public.labels from public, anon, authenticated, service_role;
grant
  select,
  insert (id, name, team_id),
  update (name),
  delete
  on table public.labels to authenticated;
grant select, insert, update, delete on table public.labels to service_role;

create policy "Members of the team can read labels"
  on public.labels for select to authenticated
  using (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Members of the team can create labels"
  on public.labels for insert to authenticated
  with check (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Members of the team can update labels"
  on public.labels for update to authenticated
  using (team_id = any ((select private.teams_by_team_members())::uuid[]))
  with check (team_id = any ((select private.teams_by_team_members())::uuid[]));

create policy "Members of the team can delete labels"
  on public.labels for delete to authenticated
  using (team_id = any ((select private.teams_by_team_members())::uuid[]));

alter table public.tasks enable row level security;
revoke all on table public.tasks from public, anon, authenticated, service_role;
grant
  select,
  insert (id, title, status, due_date, project_id, assignee_id),
  update (title, status, due_date),
  delete
  on table public.tasks to authenticated;
grant select, insert, update, delete on table public.tasks to service_role;

create policy "Whoever can read the project can read tasks"
  on public.tasks for select to authenticated
  using (project_id = any ((select private.projects_team_by_team_members())::uuid[]));

create policy "Members of the project's team can create tasks"
  on public.tasks for insert to authenticated
  with check (
    project_id = any ((select private.projects_team_by_team_members_and_where_is_archived())::uuid[])
  );
comment on policy "Members of the project's team can create tasks" on public.tasks is 'Members of the project''s team where the project is not archived.';

create policy "Owners and others can update tasks"
  on public.tasks for update to authenticated
  using (
    project_id = any ((select private.projects_team_by_team_members_owner_admin())::uuid[])
    or (
      assignee_id = (select auth.uid())
      and project_id = any ((select private.projects_team_by_team_members())::uuid[])
    )
  )
  with check (
    project_id = any ((select private.projects_team_by_team_members_owner_admin())::uuid[])
    or (
      assignee_id = (select auth.uid())
      and project_id = any ((select private.projects_team_by_team_members())::uuid[])
    )
  );
comment on policy "Owners and others can update tasks" on public.tasks is 'Owners and admins of the project''s team; assignees who are also members of the project''s team.';

create policy "Owners and admins of the project's team can delete tasks"
  on public.tasks for delete to authenticated
  using (project_id = any ((select private.projects_team_by_team_members_owner_admin())::uuid[]));

create function private.guard_fields_of_tasks() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  allowed text[] := '{}';
begin
  -- Requests of the API only: what runs with its owner's rights for them counts as theirs.
  if coalesce(nullif(current_setting('role', true), 'none'), session_user) not in ('anon', 'authenticated') then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if old.project_id in (
        select t2.id
        from public.projects as t2
        where t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid()) and t3.role in ('owner', 'admin')
          )
      )
      and new.project_id in (
        select t2.id
        from public.projects as t2
        where t2.team_id in (
            select t3.team_id
            from public.team_members as t3
            where t3.user_id = (select auth.uid()) and t3.role in ('owner', 'admin')
          )
      ) then
      allowed := allowed || array['title', 'due_date'];
    end if;
    if new.title is distinct from old.title and not 'title' = any (allowed) then
      raise exception using errcode = 'insufficient_privilege',
        message = 'the caller may not state title of this row of tasks';
    end if;
    if new.due_date is distinct from old.due_date and not 'due_date' = any (allowed) then
      raise exception using errcode = 'insufficient_privilege',
        message = 'the caller may not state due_date of this row of tasks';
    end if;
  end if;
  return new;
end
$$;
comment on function private.guard_fields_of_tasks() is 'Lets each request state those fields of tasks only that a grant for it names.';
revoke execute on function private.guard_fields_of_tasks() from public, anon, authenticated, service_role;

create trigger guard_fields_of_tasks
  before update on public.tasks
  for each row execute function private.guard_fields_of_tasks();

alter table public.comments enable row level security;
revoke all on table public.comments from public, anon, authenticated, service_role;
grant select, insert (id, text, task_id, author_id) on table public.comments to authenticated;
grant select, insert on table public.comments to service_role;

create policy "Whoever can read the task can read comments"
  on public.comments for select to authenticated
  using (task_id = any ((select private.tasks_read_project())::uuid[]));

create policy "Owners who can read the task can create comments"
  on public.comments for insert to authenticated
  with check (
    author_id = (select auth.uid())
    and task_id = any ((select private.tasks_read_project())::uuid[])
  );

alter table public.project_labels enable row level security;
revoke all on table public.project_labels from public, anon, authenticated, service_role;
grant select, insert, delete on table public.project_labels to authenticated;
grant select, insert, update, delete on table public.project_labels to service_role;

create policy "Readers of both ends can read project labels"
  on public.project_labels for select to authenticated
  using (
    project_id = any ((select private.projects_team_by_team_members())::uuid[])
    and label_id = any ((select private.labels_team_by_team_members())::uuid[])
  );

create policy "Whoever can update the project can create project labels"
  on public.project_labels for insert to authenticated
  with check (project_id = any ((select private.projects_team_by_team_members())::uuid[]));

create policy "Whoever can update the project can delete project labels"
  on public.project_labels for delete to authenticated
  using (project_id = any ((select private.projects_team_by_team_members())::uuid[]));
