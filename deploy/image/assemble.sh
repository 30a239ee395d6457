#!/bin/sh
# Puts the built server and a Java cut down to what it uses into one folder: assemble.sh JDK FOLDER
# Both the Dockerfile and build.sh use this.
set -eu
jdk=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd -P)
built=$here/../../server/target/dragonfork/lib

# What the libraries use; what the server uses is asked of its jar. Jackson could use java.desktop and does without.
modules=java.base,java.logging,java.management,java.naming,java.sql,java.xml,jdk.management,jdk.unsupported
used=$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps "$built/dragonfork-server.jar") || {
    printf 'assemble.sh: %s\n' "$used" >&2
    exit 1
}
modules=$modules,$used

rm -rf "$out"
mkdir -p "$out/lib" "$out/image"
# Not --strip-debug: for libraries it needs objcopy, and those of the JDK are stripped as they come.
said=$("$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
    --generate-cds-archive --output "$out/runtime") || {
    printf 'assemble.sh: %s\n' "$said" >&2
    exit 1
}

# The jars that the manifest names, and no other that an older build left there.
cp "$built/dragonfork-server.jar" "$out/lib/"
manifest=$(mktemp -d)
trap 'rm -rf "$manifest"' EXIT
(cd "$manifest" && "$jdk/bin/jar" xf "$built/dragonfork-server.jar" META-INF/MANIFEST.MF)
# Long lines of a manifest go on after a blank.
tr -d '\r' <"$manifest/META-INF/MANIFEST.MF" | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' \
    | sed -n 's/^Class-Path: //p' | tr ' ' '\n' | while IFS= read -r jar; do
    [ -z "$jar" ] || cp "$built/$jar" "$out/lib/"
done

cp -R "$here/../tarball/bin" "$out/"
cp "$here/../../LICENSE" "$here/../../NOTICE" "$out/"
cp "$here/healthcheck" "$here/prepare.sh" "$out/image/"
# One time for all, so that the archive of classes, which remembers the times of the jars, is right in every copy.
find "$out" -exec touch -h -d 2026-11-22T00:00:00Z {} +
