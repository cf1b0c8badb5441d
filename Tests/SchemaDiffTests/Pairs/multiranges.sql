-- old
create type r as range (subtype = int, multirange_type_name = mr);
create table t (x mr);

-- new
create type r as range (subtype = int, multirange_type_name = mr2);
create table t (x mr2);
