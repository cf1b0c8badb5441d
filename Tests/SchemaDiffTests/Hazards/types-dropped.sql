-- old
create type mood as enum ('a');
create domain d as int;
create type pair as (a int);
create type span as range (subtype = int4);
-- new

-- hazards
-- breaks-clients:mood
--   The type mood is gone.
-- breaks-clients:pair
--   The type pair is gone.
-- breaks-clients:d
--   The domain d is gone.
