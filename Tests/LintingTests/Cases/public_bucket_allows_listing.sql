-- in: plain
-- wrong
create schema storage;
create table storage.buckets (id text primary key, public boolean);
create table storage.objects (id uuid primary key, bucket_id text, name text);
alter table storage.objects enable row level security;
insert into storage.buckets values ('avatars', true), ('papers', false);
create policy p on storage.objects for select to public using (bucket_id = 'avatars');
-- finds
-- p on storage.objects lets callers list the public bucket avatars
-- right
create schema storage;
create table storage.buckets (id text primary key, public boolean);
create table storage.objects (id uuid primary key, bucket_id text, name text);
alter table storage.objects enable row level security;
insert into storage.buckets values ('avatars', true), ('papers', false);
create policy p on storage.objects for select to public using (bucket_id = 'papers');
