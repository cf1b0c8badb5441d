-- old
create table t (id int, name text);

-- new
create table t (id int primary key, name text);
create view v as select id, name from t group by id;
