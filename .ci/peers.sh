#!/bin/sh
# Installs the programs that `make bench` measures berry against, each in an environment of its own below the folder
# that is the argument. One that can't be installed is left out; the benchmark says so.
set -eu
folder=$1
install() {
    name=$1
    shift
    [ ! -e "$folder/$name/complete" ] || return 0
    rm -rf "${folder:?}/$name"
    mkdir -p "$folder"
    if python3 -m venv "$folder/$name" 2>/dev/null \
        && "$folder/$name/bin/python" -m pip install --quiet --disable-pip-version-check "$@" 2>"$folder/$name.log"; then
        touch "$folder/$name/complete"
        rm -f "$folder/$name.log"
    else
        echo "$name isn't installed: $(tail -n 1 "$folder/$name.log" 2>/dev/null)"
        rm -rf "${folder:?}/$name"
    fi
}
command -v python3 >/dev/null 2>&1 || {
    echo "no peers: there is no python3"
    exit 0
}
# tusker brings migra, with libraries that it works with.
install tusker tusker
install pgmig pgmig
install pydbml pydbml
