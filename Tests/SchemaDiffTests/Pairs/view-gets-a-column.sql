-- old
create table users (id uuid primary key default gen_random_uuid(), email text, phone text, deleted_at timestamptz);
create table restaurants (id uuid primary key, name varchar(255) not null, owner_id uuid references users (id) on delete cascade);
create view active_restaurants with (security_invoker = true) as
select r.*, u.email as owner_email from restaurants r join users u on r.owner_id = u.id where u.deleted_at is null;
create view restaurant_names as select name from active_restaurants;
comment on view active_restaurants is 'Open for business.';
grant select on active_restaurants, restaurant_names to public;

-- new
create table users (id uuid primary key default gen_random_uuid(), email text, phone text, deleted_at timestamptz);
create table restaurants (id uuid primary key, name varchar(255) not null, owner_id uuid references users (id) on delete cascade);
create view active_restaurants with (security_invoker = true) as
select r.*, u.email as owner_email, u.phone as owner_phone from restaurants r join users u on r.owner_id = u.id where u.deleted_at is null;
create view restaurant_names as select name from active_restaurants;
comment on view active_restaurants is 'Open for business.';
grant select on active_restaurants, restaurant_names to public;
