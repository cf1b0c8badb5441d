-- old
create schema "My App";
create table "My App"."Order ""Lines""" ("select" int primary key, "é" text default 'it''s', "Größe" int check ("Größe" > 0));

-- new
create schema "My App";
create table "My App"."Order ""Lines""" ("select" bigint primary key, "é" text default E'back\\slash',
  "Größe" int not null check ("Größe" >= 0), "User" text unique);
create view "My App"."View" as select "é" from "My App"."Order ""Lines""";
comment on column "My App"."Order ""Lines"""."é" is 'it''s';
