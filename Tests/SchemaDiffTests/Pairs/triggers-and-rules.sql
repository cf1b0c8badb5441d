-- old
create table t (a int, b int);
create table l (a int);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger one before insert on t for each row execute function f();
create trigger off after update of a on t for each row when (new.a > 0) execute function f();
alter table t disable trigger off;
create rule r as on delete to t do also insert into l values (old.a);

-- new
create table t (a bigint, b int);
create table l (a bigint);
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger one before insert or update on t for each row execute function f();
create trigger off after update of a on t for each row when (new.a > 0) execute function f();
create constraint trigger last after insert on t deferrable initially deferred for each row execute function f();
create rule r as on delete to t do instead nothing;
