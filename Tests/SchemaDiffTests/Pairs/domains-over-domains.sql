-- old
create domain a as text;
create domain b as a;
create table t (x b, y b[], z a);
create function f(b) returns a language sql as 'select $1::a';
create index on t (x);

-- new
create domain a as varchar(30);
create domain b as a;
create table t (x b, y b[], z a);
create function f(b) returns a language sql as 'select $1::a';
create index on t (x);
