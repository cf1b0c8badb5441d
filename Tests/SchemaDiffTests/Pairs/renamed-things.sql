-- old
create table t (a int constraint t_ck check (a > 0), b int constraint t_u unique);
create index t_i on t (a);
create policy p on t using (true);
comment on policy p on t is 'x';

-- new
create table t (a int constraint t_check check (a > 0), b int constraint t_unique unique);
create index t_index on t (a);
create policy "Everybody" on t using (true);
comment on policy "Everybody" on t is 'y';
