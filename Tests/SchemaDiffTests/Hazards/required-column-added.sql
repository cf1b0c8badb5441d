-- old
create table t (id int);
create table u (id int);
-- rows
insert into t values (1), (2);
insert into u values (1);
-- new
create table t (id int, a text not null);
create table u (id int, b text not null default '', c text, d int not null generated always as (id) stored);
-- hazards
