-- old
create sequence s as smallint;
create sequence d increment -1;
create sequence gone cycle;

-- new
create sequence s as bigint minvalue 5 start 7;
create sequence d increment -2 maxvalue -5;
create unlogged sequence fresh cache 10;
