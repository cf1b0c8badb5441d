-- old
create function ok(x int) returns boolean language sql immutable as 'select x > 0';
create table t (id int check (ok(id)), e int default 1);
create index t_ok on t (ok(id));
create policy p on t using (ok(id));
alter table t enable row level security;
create view v as select ok(id) from t;

-- new
create function ok(y int) returns boolean language sql immutable as 'select y >= 0';
create table t (id int check (ok(id)), e int default 1);
create index t_ok on t (ok(id));
create policy p on t using (ok(id));
alter table t enable row level security;
create view v as select ok(id) from t;
