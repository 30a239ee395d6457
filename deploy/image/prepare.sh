#!/bin/sh
# Runs inside the image while it is built: makes the folders of the server, and lets it play its test picture once, so that
# the JVM keeps the classes it used (an AOT cache, JEP 514) and the container starts faster.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd -P)

# 568 is the user `apps` of TrueNAS, so that folders of its hosts can be used in place of volumes.
mkdir -p /core/config /core/data
chown -R 568:568 /core

work=$(mktemp -d)
server=
end() {
    [ -z "$server" ] || kill -9 "$server" 2>/dev/null || :
    rm -rf "$work"
}
trap end EXIT

fail() {
    cat "$work/log" >&2
    printf 'prepare.sh: %s\n' "$*" >&2
    exit 1
}

ask() {
    bash -c 'exec 3<>/dev/tcp/127.0.0.1/18080
        printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$0" >&3; cat <&3 >/dev/null' "$1"
}

cd "$work"
export CORE_ADDRESS=127.0.0.1:18080 CORE_WEBRTC_UDP_MUX_PORT=18189
export CORE_CONFIGFILE="$work/config.json" CORE_DB_DIR="$work" CORE_STORAGE_DISK_DIR="$work/data"
mkdir -p "$work/data"
play() {
    JAVA_OPTS="-XX:AOTCacheOutput=$work/dragonfork.aot" "$home/bin/dragonfork" demo >"$work/log" 2>&1 &
    server=$!

    tries=0
    until grep -q 'Ctrl-C ends everything' "$work/log"; do
        kill -0 "$server" 2>/dev/null || fail "the server ended."
        tries=$((tries + 1))
        [ "$tries" -le 600 ] || fail "the server did not start in a minute."
        sleep 0.1
    done
    grep -q 'is live' "$work/log" || fail "the test picture did not start."
    "$home/image/healthcheck" || fail "the health check says no."
    for path in / /whep-player.html /metrics /api/v3/webrtc/streams /livez; do
        ask "$path" || fail "nothing answers at $path."
    done

    kill "$server"
    wait "$server" || :
    server=
}

# The JVM writes at its end, beside threads that are still there, and has crashed while it did so: three tries.
for try in 1 2 3; do
    play
    [ ! -s "$work/dragonfork.aot" ] || break
    printf 'prepare.sh: try %s: the JVM kept no classes.\n' "$try" >&2
done
[ -s "$work/dragonfork.aot" ] || fail "the JVM kept no classes."
mv "$work/dragonfork.aot" "$home/lib/dragonfork.aot"
chmod 644 "$home/lib/dragonfork.aot"
# One that the JVM would not take says so here; later it would only start slower.
JAVA_OPTS=-XX:AOTMode=on "$home/bin/dragonfork" version >"$work/log" 2>&1 || fail "the JVM does not take the classes it kept."
