-- old
create table t (a int, b int);
create index kept on t (b);
create materialized view m as select a from t;
-- rows
insert into t values (1, 1);
-- new
create table t (a int, b int);
create index kept on t (b);
create index on t (a);
create table u (a int);
create index on u (a);
create materialized view m as select a from t;
create index on m (a);
-- hazards
-- lock:m_a_idx
--   Building the index m_a_idx of m takes as long as the table is large, while nobody can write it.
--   (answered online)
--   (its size)
-- lock:t_a_idx
--   Building the index t_a_idx of t takes as long as the table is large, while nobody can write it.
--   (answered online)
--   (its size)
