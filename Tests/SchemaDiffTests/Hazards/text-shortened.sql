-- old
create table t (a varchar(20), b varchar(20), c text, d varchar(20), e char(5), f varchar(5));
-- rows
insert into t values ('abcdef', 'abcdef', 'abcdef', 'abcdef', 'abcd', 'abcde'), ('abcde', 'b', 'abcdef', 'd', 'ab', 'f');
-- new
create table t (a varchar(5), b varchar(40), c varchar(5), d text, e char(3), f varchar);
-- hazards
