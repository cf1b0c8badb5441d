-- old
create extension citext version '1.4';
create table t (a citext default 'x');
create view v as select a from t;

-- new
create extension citext;
create table t (a citext default 'x');
create view v as select a from t;
