-- old
create table t (a int4range, b int, constraint e exclude using gist (a with &&));

-- new
create table t (a int4range, b int, constraint e exclude using gist (a with &&) where (b > 0) deferrable, constraint e2 exclude using spgist (a with &&) with (fillfactor = 80));
