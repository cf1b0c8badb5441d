-- For what is pending: titles of at most 20 characters, and notes that have to be there.
update public.todos set title = 'a title that is much longer than twenty characters', notes = null
where id in (select id from public.todos order by id limit 7);
update public.todos set title = left(title, 20), notes = coalesce(notes, '-') where char_length(title) < 50;
