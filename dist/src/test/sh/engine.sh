#!/bin/sh
# Runs a program beside a container engine of its own: engine.sh FOLDER PROGRAM [ARGUMENT...]
# Called in new network, mount and process namespaces: when this ends, however it ends, everything that it started ends, and
# its networks and mounts are gone. What the engine writes is in FOLDER; it listens on FOLDER/docker.sock.
# Exit code 75: the engine does not run on this machine; the reason is the last line of the output.
set -eu
folder=$1
shift

ip link set lo up
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p "$folder/data" "$folder/exec"

# A group of its own, so that what is left of it can be found and removed.
dockerd --host "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root "$folder/exec" \
    --pidfile "$folder/pid" --cgroup-parent "/$(basename "$folder")" --log-level warn >"$folder/engine.log" 2>&1 &
engine=$!
export DOCKER_HOST="unix://$folder/docker.sock"
tries=0
until docker version >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -gt 200 ] || ! kill -0 "$engine" 2>/dev/null; then
        printf 'the engine does not start: %s\n' "$(tail -n 1 "$folder/engine.log")"
        exit 75
    fi
    sleep 0.1
done

code=0
"$@" || code=$?
kill "$engine"
wait "$engine" || :
exit "$code"
