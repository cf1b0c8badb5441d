#!/usr/bin/env bash
# Every test. What failed is said again at the end, where a long log is read first.
# Those of the executable kill it, fill disks and start crowds of processes, so they come one by one.
set -uo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
swift test --skip-build --skip BerryTests 2>&1 | tee "$log" || status=1
swift test --skip-build --no-parallel --filter BerryTests 2>&1 | tee -a "$log" || status=1
if [ "$status" != 0 ]; then
    echo
    echo "What failed:"
    # A known issue is marked otherwise.
    grep -A 3 "^✘" "$log" | cut -c 1-400
fi
exit "$status"
