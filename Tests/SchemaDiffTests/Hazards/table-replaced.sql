-- old
create table events (id int, day date) partition by range (day);
create table other (id int);
-- rows
create table events_1 partition of events for values from ('2020-01-01') to ('2021-01-01');
insert into events values (1, '2020-05-05');
alter table events detach partition events_1;
alter table events attach partition events_1 for values from ('2020-01-01') to ('2021-01-01');
-- new
create table events (id int, day date) partition by list (id);
create table other (id int);
-- hazards
-- data-loss:events
--   The table events is dropped and made anew, which deletes its rows.
--   1 row
-- breaks-clients:events
--   The table events is dropped and made anew.
