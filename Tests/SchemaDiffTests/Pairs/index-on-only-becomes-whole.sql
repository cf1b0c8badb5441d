-- old
create table m (id int, d date not null, v text) partition by range (d);
create table m1 partition of m for values from ('2020-01-01') to ('2021-01-01');
create table m2 partition of m for values from ('2021-01-01') to ('2022-01-01');
create index m_v on only m (v);
create index m1_v on m1 (v);

-- new
create table m (id int, d date not null, v text) partition by range (d);
create table m1 partition of m for values from ('2020-01-01') to ('2021-01-01');
create table m2 partition of m for values from ('2021-01-01') to ('2022-01-01');
create index m_v on only m (v);
create index m1_v on m1 (v);
alter index m_v attach partition m1_v;
create index m2_v on m2 (v);
alter index m_v attach partition m2_v;
