-- old
create table t (a int);

-- new
create table t (a int);
comment on schema public is 'ours';
