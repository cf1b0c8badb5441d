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
-- rejects-rows:"my ""schema"."a, b (c"."x, y"
--   The column "x, y" of "my ""schema"."a, b (c" becomes required: a row without a value stops the migration.
--   0 rows
-- rejects-rows:todos."Id"
--   The column "Id" of todos becomes required: a row without a value stops the migration.
--   0 rows
-- rejects-rows:"a, b (c_check" on "my ""schema"."a, b (c"
--   Rows that don't pass (("x, y" > 0) AND ("z) on q" <> ')'::text)) stop the migration.
--   0 rows
-- rejects-rows:"a, b (c_z) on q_key" on "my ""schema"."a, b (c"
--   "z) on q" of "my ""schema"."a, b (c" must be unique: rows with the same values stop the migration.
--   0 duplicates
-- rejects-rows:todos_pkey on todos
--   "Id" of todos becomes the primary key: rows with the same values stop the migration.
--   0 duplicates
-- breaks-clients:"my ""schema"."a, b (c"."it's"
--   The column "it's" of "my ""schema"."a, b (c" is gone.
-- breaks-clients:"my ""schema"."a, b (c"."x, y"
--   The column "x, y" of "my ""schema"."a, b (c" becomes bigint instead of integer.
-- breaks-clients:"my ""schema"."a, b (c"."x, y"
--   The column "x, y" of "my ""schema"."a, b (c" becomes required: programs that leave it out can't add rows.
-- breaks-clients:todos."Id"
--   The column "Id" of todos becomes required: programs that leave it out can't add rows.
-- breaks-clients:"a, b (c_check" on "my ""schema"."a, b (c"
--   The constraint "a, b (c_check" of "my ""schema"."a, b (c" is checked from now on: rows that programs write must pass (("x, y" > 0) AND ("z) on q" <> ')'::text)).
-- breaks-clients:"a, b (c_z) on q_key" on "my ""schema"."a, b (c"
--   "z) on q" of "my ""schema"."a, b (c" must be unique: programs can't write the same values twice.
-- breaks-clients:todos_pkey on todos
--   "Id" of todos becomes the primary key: programs can't write the same values twice.
-- rewrite:"my ""schema"."a, b (c"."x, y"
--   The column "x, y" of "my ""schema"."a, b (c" becomes bigint: the whole table is written anew, while nobody can read or write it.
--   (its size)
-- long-scan:"my ""schema"."a, b (c"."x, y"
--   The column "x, y" of "my ""schema"."a, b (c" becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
-- long-scan:todos."Id"
--   The column "Id" of todos becomes required: every row is looked at, while nobody can read or write.
--   (answered online)
--   (its size)
-- long-scan:"a, b (c_check" on "my ""schema"."a, b (c"
--   Adding the constraint "a, b (c_check" of "my ""schema"."a, b (c" looks at every row, while nobody can read or write the table.
--   (answered online)
--   (its size)
-- lock:"a, b (c_z) on q_key" on "my ""schema"."a, b (c"
--   Building the constraint "a, b (c_z) on q_key" of "my ""schema"."a, b (c" takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
-- lock:todos_pkey on todos
--   Building the constraint todos_pkey of todos takes as long as the table is large, while nobody can read or write it.
--   (answered online)
--   (its size)
