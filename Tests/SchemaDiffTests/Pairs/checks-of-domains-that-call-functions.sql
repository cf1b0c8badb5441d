-- old
create function ok(text) returns bool language sql immutable as 'select true';
create domain d as text constraint c check (ok(value));
create table t (a d);

-- new
create function ok(text, int default 1) returns bool language sql immutable as 'select true';
create domain d as text constraint c check (ok(value)) not null;
create table t (a d);
