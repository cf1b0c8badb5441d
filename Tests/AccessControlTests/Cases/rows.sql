# The rows that the cases are about, written with the service's rights.
insert into auth.users (id, email, raw_user_meta_data) values
  (:ada, 'Ada@Example.com', '{"name": "Ada"}'),
  (:bob, 'bob@example.com', '{"name": "Bob"}'),
  (:carol, 'carol@example.com', '{}'),
  (:dora, 'dora@example.com', '{}'),
  (:mallory, 'mallory@example.com', '{"name": "Mallory", "role": "admin"}'),
  (:guest, 'guest@example.com', '{"name": 5}');
insert into public.notes (text, owner_id) values ('a1', :ada), ('a2', :ada), ('b1', :bob);
insert into public.articles (text, author_id) values ('a', :ada), ('b', :bob);
insert into public.posts (text, status, embargo, author_id) values
  ('a draft', 'draft', '2000-01-01Z', :ada), ('a public', 'published', '2000-01-01Z', :ada),
  ('a later', 'published', '2999-01-01Z', :ada), ('a undated', 'published', null, :ada),
  ('b draft', 'draft', null, :bob), ('b public', 'published', '2000-01-01Z', :bob);
insert into public.tasks (text, owner_id, assignee_id) values
  ('a for b', :ada, :bob), ('a alone', :ada, null), ('b for b', :bob, :bob);
insert into public.claims (text, status, owner_id) values
  ('a draft', 'draft', :ada), ('a submitted', 'submitted', :ada), ('a approved', 'approved', :ada),
  ('c draft', 'draft', :carol), ('c submitted', 'submitted', :carol);
insert into public.gifts (text, owner_id) values ('a', :ada);
insert into public.polls (text) values ('p'), ('q');
insert into public.messages (text) values ('m');
insert into public.topics (text) values ('t'), ('u');
insert into public.places (city, street, owner_id) values ('x', '1', :ada), ('x', '2', :bob);
insert into public.note_links (note_id, link_id)
  select a.id, b.id from public.notes as a, public.notes as b
  where (a.text, b.text) in (('a1', 'a2'), ('a1', 'b1'), ('b1', 'a1'));
insert into public.note_readers (note_id, user_id) select id, :bob from public.notes where text in ('a1', 'b1');
insert into public.note_topics (note_id, topic_id)
  select n.id, t.id from public.notes as n, public.topics as t where n.text in ('a1', 'b1') and t.text = 't';
insert into public.note_places (note_id, place_city, place_street)
  select id, 'x', '1' from public.notes where text in ('a1', 'b1');
insert into public.place_visitors (place_city, place_street, user_id) values ('x', '1', :bob), ('x', '2', :ada);
insert into public.user_friends (user_id, friend_id) values (:ada, :bob), (:bob, :ada);
