-- Runs outside a transaction.
-- Killed after its third statement.
create index concurrently todos_notes_idx on public.todos (notes);
update public.todos set notes = coalesce(notes, '') || '+';
create index concurrently todos_completed_idx on public.todos (completed);
update public.todos set notes = notes || '-';
create index concurrently todos_created_at_idx on public.todos (created_at);
