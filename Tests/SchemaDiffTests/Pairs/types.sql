-- old
create type pair as (a int, b text);
create domain word as text check (value <> '');
create table t (p pair, w word, r int4range);

-- new
create type pair as (a int, b text, c date);
create domain word as varchar(20) default 'x' constraint short check (length(value) < 10);
create table t (p pair, w word, r int4range);
create type span as range (subtype = float8);
create collation german (provider = icu, locale = 'de');
create table g (n text collate german);
