-- old
create table events (day date) partition by range (day);
create table old_events (day date);
create table gone (day date) partition by range (day);
create table gone_2020 partition of gone for values from ('2020-01-01') to ('2021-01-01');
-- rows
insert into old_events values ('2020-02-02');
insert into gone values ('2020-02-02'), ('2020-02-03');
-- new
create table events (day date) partition by range (day);
create table old_events partition of events for values from ('2020-01-01') to ('2021-01-01');
create table new_events partition of events for values from ('2021-01-01') to ('2022-01-01');
create table gone (day date) partition by range (day);
create table gone_2020 (day date);
-- hazards
-- rejects-rows:old_events of events
--   old_events becomes a partition of events (FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')): rows outside of it stop the migration.
-- breaks-clients:gone_2020 of gone
--   The rows of gone_2020 are no longer found in gone.
--   2 rows
-- long-scan:old_events of events
--   old_events becomes a partition of events: every row is looked at, while nobody can use old_events.
--   (its size)
