-- wrong
create schema pgmq;
grant usage on schema pgmq to authenticated;
create table pgmq.q_mail (id bigint primary key);
grant select on pgmq.q_mail to authenticated;
-- finds
-- pgmq.q_mail is open to authenticated without row level security
-- right
create schema pgmq;
grant usage on schema pgmq to authenticated;
create table pgmq.q_mail (id bigint primary key);
grant select on pgmq.q_mail to authenticated;
alter table pgmq.q_mail enable row level security;
