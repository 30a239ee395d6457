#!/bin/sh
# Makes the server's image without a registry and without an engine: build.sh [--base FILE] [--name NAME:TAG] OUT.tar
# The tar is an OCI layout that docker load and podman load read, too. Takes root, a JDK 25 in JAVA_HOME, and a built server:
#   ./mvnw -pl server -am -Dmaven.test.skip=true package
# --base: a root file system from base.sh; without it, one is made.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
base=
name=dragonfork/core:local

fail() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}

while [ $# -gt 1 ]; do
    case $1 in
        --base) base=$2 ;;
        --name) name=$2 ;;
        *) fail "there is no option $1; what can be given stands at the top of this file." ;;
    esac
    shift 2
done
[ $# = 1 ] || fail "the name of the file to write is missing."
out=$(readlink -f "$1")
[ "$(id -u)" = 0 ] || fail "needs root, as it runs the server once inside the new root file system."
[ -x "${JAVA_HOME:-}/bin/jlink" ] || fail "JAVA_HOME does not name a JDK 25."
[ -f "$here/../../server/target/dragonfork/lib/dragonfork-server.jar" ] || fail "the server is not built."

umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ -z "$base" ]; then
    base=$work/base.tar
    "$here/base.sh" "$base"
fi

# What the distribution gives is the first layer, what this repository gives is the second.
mkdir "$work/root" "$work/oci"
tar -xf "$base" -C "$work/root" --numeric-owner
"$here/assemble.sh" "$JAVA_HOME" "$work/root/opt/dragonfork"
# In namespaces of its own: it sees no network, no process of the host, and takes its mounts with it.
unshare --mount --net --pid --fork --kill-child sh -euc '
    ip link set lo up
    mount -t proc proc "$1/proc"
    mount -t tmpfs -o mode=755 tmpfs "$1/dev"
    for device in null zero random urandom; do
        : >"$1/dev/$device"
        mount --bind "/dev/$device" "$1/dev/$device"
    done
    ln -s /proc/self/fd "$1/dev/fd"
    mount -t tmpfs tmpfs "$1/tmp"
    exec chroot "$1" /opt/dragonfork/image/prepare.sh' sh "$work/root"
tar -C "$work/root" --sort=name --numeric-owner --mtime=@1795305600 --clamp-mtime --format=pax \
    --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime -cf "$work/app.tar" opt/dragonfork core

digest() {
    sha256sum "$1" | cut -d ' ' -f 1
}

# Puts a file where its content says and prints the digest. The link saves copying half a gigabyte.
blob() {
    sum=$(digest "$1")
    ln "$1" "$work/oci/blobs/sha256/$sum" 2>/dev/null || cp "$1" "$work/oci/blobs/sha256/$sum"
    printf '%s' "$sum"
}

size() {
    stat -c %s "$work/oci/blobs/sha256/$1"
}

case $(uname -m) in
    x86_64) architecture=amd64 ;;
    aarch64) architecture=arm64 ;;
    *) architecture=$(uname -m) ;;
esac

mkdir -p "$work/oci/blobs/sha256"
first=$(blob "$base")
second=$(blob "$work/app.tar")
sed -e "s/@ARCHITECTURE@/$architecture/" -e "s/@LAYERS@/\"sha256:$first\", \"sha256:$second\"/" \
    "$here/config.json" >"$work/config.json"
config=$(blob "$work/config.json")

layer=application/vnd.oci.image.layer.v1.tar
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[{"mediaType":"%s","digest":"sha256:%s","size":%s},{"mediaType":"%s","digest":"sha256:%s","size":%s}]}' \
    "$config" "$(size "$config")" "$layer" "$first" "$(size "$first")" "$layer" "$second" "$(size "$second")" \
    >"$work/manifest"
manifest=$(blob "$work/manifest")
printf '{"imageLayoutVersion":"1.0.0"}' >"$work/oci/oci-layout"
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"%s"},"platform":{"architecture":"%s","os":"linux"}}]}' \
    "$manifest" "$(size "$manifest")" "${name##*:}" "$architecture" >"$work/oci/index.json"
# For engines that do not know the layout.
printf '[{"Config":"blobs/sha256/%s","RepoTags":["%s"],"Layers":["blobs/sha256/%s","blobs/sha256/%s"]}]' \
    "$config" "$name" "$first" "$second" >"$work/oci/manifest.json"

tar -C "$work/oci" --sort=name --numeric-owner --owner=0 --group=0 --mtime=@1795305600 -cf "$out.new" \
    oci-layout index.json manifest.json blobs
mv -f "$out.new" "$out"
printf '%s: %s for %s, %s MB\n' "$out" "$name" "$architecture" "$(($(stat -c %s "$out") / 1000000))"
