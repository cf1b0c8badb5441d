#!/bin/sh
# Installs the Debian packages among the arguments that are missing; says so where it can't.
set -eu
missing=
if ! command -v dpkg-query >/dev/null 2>&1; then
    # Not Debian: on macOS, `brew install libpq postgresql@17` brings what is needed.
    exit 0
fi
for package in "$@"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "installing$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    echo "these packages are missing, and there is no sudo: apt-get install$missing" >&2
    exit 1
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
