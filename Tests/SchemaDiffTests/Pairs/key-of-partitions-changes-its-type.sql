-- old
create table r (id int primary key);
create table m (id int primary key, r int references r) partition by hash (id);
create table m0 partition of m for values with (modulus 1, remainder 0);
create index mi on m (r);
create view v as select id, r from m;

-- new
create table r (id bigint primary key);
create table m (id bigint primary key, r bigint references r) partition by hash (id);
create table m0 partition of m for values with (modulus 1, remainder 0);
create index mi on m (r);
create view v as select id, r from m;
