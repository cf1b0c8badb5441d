-- old
create table m (at date not null, city int) partition by range (at);
create table m1 partition of m for values from ('2026-01-01') to ('2026-02-01');
create table m2 (at date not null, city int);
create index on m (city);

-- new
create table m (at date not null, city bigint, note text default 'x', primary key (at)) partition by range (at);
create table m1 (at date not null, city bigint, note text default 'x', primary key (at));
create table m2 partition of m for values from ('2026-02-01') to ('2026-03-01');
create table m3 partition of m default;
