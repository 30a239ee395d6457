#!/bin/sh
# Makes the root file system that the image stands on, as a tar: base.sh FILE
# Debian 13 with FFmpeg, from the mirror of the distribution; takes mmdebstrap and root, and two minutes. A file that is there
# stays as it is. Two at once do not tread on each other: the second waits.
set -eu
file=$1

umask 022
mkdir -p "$(dirname "$file")"
exec 9>"$file.lock"
flock 9
[ ! -s "$file" ] || exit 0

trap 'rm -f "$file.new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# The packages are those of the Dockerfile. One time for all files, so that two of them on one day are alike.
SOURCE_DATE_EPOCH=1795305600 mmdebstrap --quiet --variant=minbase --include=ca-certificates,ffmpeg --format=tar \
    --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm -f "$1"/etc/hostname "$1"/etc/resolv.conf' \
    trixie "$file.new"
mv -f "$file.new" "$file"
