-- old
create type mood as enum ('a');
create domain d as int;
create type pair as (a int);
create type span as range (subtype = int4);
-- new

-- hazards
