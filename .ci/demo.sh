#!/bin/sh
# Sets the todo example up on a private server and shows what it does: the tables, who may do what, two people's
# rows, and a refused write. The project stays under .build, so a second run only has to look; another build of berry
# or another example begins anew.
set -eu
berry=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
example=examples/todo/spec/specification.json
demo=.build/demo-$(cat "$berry" $example | cksum | cut -d ' ' -f 1)
mkdir -p $demo/spec
cp $example $demo/spec/
cd $demo

"$berry" db setup spec/specification.json
"$berry" db start >/dev/null
trap '"$berry" db stop >/dev/null' EXIT
address=$("$berry" db ping --address)

# What PostgREST does for a request with an account's token.
as_account() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$address" <<SQL
begin;
set local role authenticated;
select set_config('request.jwt.claims', '{"sub": "$1", "role": "authenticated"}', true) \\g /dev/null
$2
rollback;
SQL
}

account() { psql --no-psqlrc -qtA -d "$address" -c "select id from auth.users where email = '$1@example.com'"; }
ada=$(account ada)
bob=$(account bob)

for person in ada bob; do
    id=$(account $person)
    echo
    echo "The todos that $person@example.com sees:"
    rows=$(as_account "$id" "select '  ' || title from public.todos order by created_at, id;")
    [ -n "$rows" ] || { echo "no rows for $person" >&2; exit 1; }
    echo "$rows"
done

echo
echo "Ada writes a todo into Bob's list:"
if refusal=$(as_account "$ada" "\\set VERBOSITY verbose
insert into public.todos (title, user_id) values ('Feed the cat', '$bob');" 2>&1); then
    echo "that should have been refused" >&2
    exit 1
fi
echo "$refusal" | sed -n 's/^.*ERROR:  /  refused with SQLSTATE /p'

echo
echo "The Swift package: $(pwd)/Packages/TodoData"
