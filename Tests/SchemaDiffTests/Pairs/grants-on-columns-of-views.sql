-- old
create table t (a int, b int);
create view v as select a, b from t;
grant select on v to public;
grant update (a) on v to public;
comment on column v.a is 'x';

-- new
create table t (a int, b int);
create view v as select b, a from t;
grant select on v to public;
grant update (a) on v to public;
comment on column v.a is 'x';
