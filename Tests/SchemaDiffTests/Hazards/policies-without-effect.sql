-- old
create table t (a int);
create policy p on t using (a = 1);
create table gone (a int);
alter table gone enable row level security;
create policy p on gone using (true);
-- new
create table t (a int);
create policy p on t using (true);
create policy q on t using (true);
-- hazards
-- data-loss:gone
--   Dropping the table gone deletes its rows.
-- breaks-clients:gone
--   The table gone is gone.
