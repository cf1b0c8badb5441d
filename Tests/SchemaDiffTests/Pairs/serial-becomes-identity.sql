-- old
create table t (id serial primary key, n bigserial);

-- new
create table t (id int generated always as identity primary key, n bigint);
