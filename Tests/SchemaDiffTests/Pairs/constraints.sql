-- old
create table o (id int primary key, k text unique);
create table t (a int, b int references o, c text, d tsrange, unique (a, c) deferrable);
alter table t add constraint later check (a > 0) not valid;

-- new
create table o (id int primary key, k text unique);
create table t (a int not null, b int references o on delete cascade deferrable initially deferred,
  c text references o (k), d tsrange, unique nulls not distinct (a, c), exclude using gist (d with &&),
  constraint later check (a > 0), primary key (a) include (c));
