-- old
create text search configuration en (copy = english);
create table t (a text, v tsvector generated always as (to_tsvector('en', a)) stored);
create index on t using gin (v);

create schema s1;
set search_path = s1;
create text search dictionary d1 (template = simple, accept = false);
create text search configuration cfg (parser = default);
alter text search configuration cfg add mapping for word, asciiword with d1;

-- new
create text search dictionary st (template = snowball, language = 'english', stopwords = 'english');
create text search dictionary sim (template = simple);
create text search configuration en (copy = english);
alter text search configuration en alter mapping for asciiword with st, sim;
alter text search configuration en drop mapping for email;
create table t (a text, v tsvector generated always as (to_tsvector('en', a)) stored);
create index on t using gin (v);
comment on text search configuration en is 'x';
comment on text search dictionary st is 'y';

create schema s1;
set search_path = s1;
create text search dictionary d1 (template = simple, stopwords = english);
create text search configuration cfg (parser = default);
alter text search configuration cfg add mapping for word with d1;
