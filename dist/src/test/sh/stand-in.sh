#!/bin/sh
# Makes an image of one program of this machine, for what would be pulled: stand-in.sh NAME:TAG FOLDER PROGRAM TOOL
# It has the users, paths and entry point of the real one, and nothing but the program, its tool, their libraries and what the
# distribution keeps for both in /usr/share/prometheus.
set -eu
name=$1
folder=$2
program=$3
tool=$4
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

mkdir -p "$tree/bin" "$tree/etc" "$tree$folder" "$tree/tmp"
chmod 1777 "$tree/tmp"
for file in "$program" "$tool"; do
    cp -L "$(command -v "$file")" "$tree/bin/$(basename "$file")"
    ldd "$(command -v "$file")" 2>/dev/null | grep -o '/[^ ]*' | while IFS= read -r library; do
        mkdir -p "$tree$(dirname "$library")"
        cp -L "$library" "$tree$library"
    done
done
if [ -d /usr/share/prometheus ]; then
    mkdir -p "$tree/usr/share"
    cp -R /usr/share/prometheus "$tree/usr/share/"
fi
printf 'nobody:x:65534:65534:nobody:/:/bin/false\n' >"$tree/etc/passwd"
printf 'hosts: files dns\n' >"$tree/etc/nsswitch.conf"
chown 65534:65534 "$tree$folder"
tar -C "$tree" -c . | docker import --change "USER 65534" --change "WORKDIR $folder" --change "VOLUME $folder" \
    --change "ENTRYPOINT [\"/bin/$(basename "$program")\"]" - "$name"
