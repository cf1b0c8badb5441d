-- old
create table m (id int, d date not null, v text) partition by range (d);
create index m_v on m (v);
create table m1 partition of m for values from ('2020-01-01') to ('2021-01-01');
create table m2 partition of m for values from ('2021-01-01') to ('2022-01-01');

-- new
create table m (id int, d date not null, v text) partition by range (d);
create index m_v on m (v);
create table m1 (id int, d date not null, v text);
create index m1_v_idx on m1 (v);
create table m2 partition of m for values from ('2021-01-01') to ('2022-01-01');
