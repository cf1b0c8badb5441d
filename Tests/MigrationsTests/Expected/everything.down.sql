-- Takes the initial schema away again, with every row in it.
-- Can't be undone: back the database up first.

alter table public.teams drop constraint teams_lead_id_fkey;
alter table public.mottos drop constraint mottos_team_id_fkey;
drop policy "Readers of both ends can read person friends" on public.person_friends;
drop policy "Whoever can update the meeting can delete meeting backup rooms" on public.meeting_backup_rooms;
drop policy "Whoever can update the meeting can create meeting backup rooms" on public.meeting_backup_rooms;
drop policy "Readers of both ends can read meeting backup rooms" on public.meeting_backup_rooms;
drop policy "Signed-in accounts can read excuses" on public.excuses;
drop policy "Signed-in accounts can read attendances" on public.attendances;
drop policy "Owners can delete their meetings" on public.meetings;
drop policy "Owners can update their meetings" on public.meetings;
drop policy "Owners can create their meetings" on public.meetings;
drop policy "Owners can read their meetings" on public.meetings;
drop policy "Signed-in accounts can read people" on public.people;
drop policy "Signed-in accounts can read rooms" on public.rooms;
drop policy "Anyone can read samples" on public.samples;
drop table public.person_friends;
drop table public.meeting_backup_rooms;
drop table public.excuses;
drop table public.attendances;
drop table public.passports;
drop table public.meetings;
drop table public.people;
drop table public.teams;
drop table public.mottos;
drop table public.rooms;
drop table public.samples;
drop function private.meetings_of_owner();
drop function private.set_updated_at();
drop schema private;
