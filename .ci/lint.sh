#!/bin/sh
# What the formatter doesn't check: forbidden calls, long files, generated Swift.
set -eu
status=0
if grep -rnE 'fatalError\(|try!|as!|@unchecked Sendable.*TODO|TODO|FIXME' Sources templates --include='*.swift' --include='*.txt'; then
    echo "forbidden in Sources" >&2
    status=1
fi
for file in $(git ls-files '*.swift' | grep -v '^examples/'); do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 500 ]; then
        echo "$file has $lines lines; the limit is 500" >&2
        status=1
    fi
done
exit $status
