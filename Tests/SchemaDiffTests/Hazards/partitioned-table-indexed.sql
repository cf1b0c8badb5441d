-- old
create table lists (id int primary key);
create table events (id int, day date, list int) partition by range (day);
create table events_2020 partition of events for values from ('2020-01-01') to ('2021-01-01');
-- rows
insert into events values (1, '2020-02-02', null);
-- new
create table lists (id int primary key);
create table events (id int, day date not null, list int references lists, constraint events_check check (id > 0), unique (id, day)) partition by range (day);
create table events_2020 partition of events for values from ('2020-01-01') to ('2021-01-01');
create index on events (list);
-- hazards
-- rejects-rows:events.day
--   The column day of events becomes required: a row without a value stops the migration.
--   0 rows
-- rejects-rows:events_check on events
--   Rows that don't pass (id > 0) stop the migration.
--   0 rows
-- rejects-rows:events_id_day_key on events
--   id, day of events must be unique: rows with the same values stop the migration.
--   0 duplicates
-- rejects-rows:events_list_fkey on events
--   list of events must be found in lists: rows for which it isn't stop the migration.
--   0 rows
-- breaks-clients:events.day
--   The column day of events becomes required: programs that leave it out can't add rows.
-- breaks-clients:events_check on events
--   The constraint events_check of events is checked from now on: rows that programs write must pass (id > 0).
-- breaks-clients:events_id_day_key on events
--   id, day of events must be unique: programs can't write the same values twice.
-- breaks-clients:events_list_fkey on events
--   list of events must be found in lists: programs can't write other values.
-- long-scan:events.day
--   The column day of events becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
-- long-scan:events_check on events
--   Adding the constraint events_check of events looks at every row, while nobody can read or write the table.
--   (answered online)
--   (its size)
-- long-scan:events_list_fkey on events
--   Adding the constraint events_list_fkey of events looks at every row, while nobody can write it or lists.
--   (its size)
-- lock:events_id_day_key on events
--   Building the constraint events_id_day_key of events takes as long as the table is large, while nobody can read or write it.
--   (its size)
-- lock:events_list_idx
--   Building the index events_list_idx of events takes as long as the table is large, while nobody can write it.
--   (its size)
