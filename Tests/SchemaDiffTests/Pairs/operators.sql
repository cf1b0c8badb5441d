-- old
create function oeq(int, int) returns bool language sql immutable as 'select $1 = $2';
create operator === (leftarg = int, rightarg = int, function = oeq, commutator = ===);
create table t (a int, b int, check (a === b));
create index on t (a) where a === 1;
comment on operator ===(int, int) is 'x';

create schema s1;
set search_path = s1;
create function neg(text) returns text language sql immutable as 'select reverse($1)';
create operator !@ (rightarg = text, function = neg);

-- new
create function oeq(int, int) returns bool language sql immutable as 'select $2 = $1';
create operator === (leftarg = int, rightarg = int, function = oeq, commutator = ===, restrict = eqsel, hashes, merges, negator = !==);
create function one(int, int) returns bool language sql immutable as 'select $1 <> $2';
create operator !== (leftarg = int, rightarg = int, function = one, negator = ===);
create table t (a int, b int, check (a === b));
create index on t (a) where a === 1;
comment on operator ===(int, int) is 'y';

create schema s1;
set search_path = s1;
create function neg(text) returns text language sql immutable as 'select upper($1)';
create schema x;
create operator x.!@ (rightarg = text, function = neg);
create view v as select operator(x.!@) 'a'::text as b;
