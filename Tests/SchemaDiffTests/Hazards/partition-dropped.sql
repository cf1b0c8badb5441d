-- old
create table events (day date) partition by range (day);
create table events_2020 partition of events for values from ('2020-01-01') to ('2021-01-01');
create table events_2021 partition of events for values from ('2021-01-01') to ('2022-01-01');
create table logs (day date) partition by range (day);
create table logs_2020 partition of logs for values from ('2020-01-01') to ('2021-01-01');
-- rows
insert into events values ('2020-02-02'), ('2021-02-02');
insert into logs values ('2020-02-02'), ('2020-02-03');
-- new
create table events (day date) partition by range (day);
create table events_2021 partition of events for values from ('2021-01-01') to ('2022-01-01');
-- hazards
-- data-loss:events_2020
--   Dropping the table events_2020 deletes its rows.
--   1 row
-- data-loss:logs
--   Dropping the table logs deletes its rows.
--   2 rows
-- breaks-clients:events_2020
--   The table events_2020 is gone.
-- breaks-clients:logs
--   The table logs is gone.
