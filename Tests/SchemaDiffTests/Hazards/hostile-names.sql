-- old
create schema "my ""schema";
create table "my ""schema"."a, b (c" ("x, y" int, "z) on q" text, "it's" text generated always as ('a') stored);
create table "todos" ("Id" int);
-- rows
insert into "my ""schema"."a, b (c" values (1, 'a'), (2, 'b');
insert into todos values (1);
-- new
create schema "my ""schema";
create table "my ""schema"."a, b (c" ("x, y" bigint not null, "z) on q" text unique, check ("x, y" > 0 and "z) on q" <> ')'));
create table "todos" ("Id" int primary key);
-- hazards
