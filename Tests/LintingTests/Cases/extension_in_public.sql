-- wrong
create extension citext schema public;
-- finds
-- the extension citext lies in public
-- right
create extension citext schema extensions;
