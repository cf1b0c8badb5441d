-- old
create table t (a timestamp, b timestamptz, c timestamp(3), d timestamp, e timestamp);
-- rows
insert into t values ('2020-01-01 10:00:00.5', '2020-01-01 10:00', '2020-01-01', '2020-01-01 10:00', '2020-01-01 10:00:00.5'), ('2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01');
-- new
create table t (a timestamptz, b timestamp, c timestamp(6), d date, e timestamp(0));
-- hazards
