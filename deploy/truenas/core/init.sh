#!/bin/sh
# Makes .env from .env.example, with random passwords. Never overwrites one, never prints a password.
set -eu
cd "$(dirname "$0")"

fail() {
    printf 'init.sh: %s\n' "$*" >&2
    exit 1
}

# 32 of 62 characters: 190 bits. Letters and digits only, as Compose reads a dollar sign and quotes its own way.
password() {
    LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom 2>/dev/null | head -c 32
}

if [ -e .env ] || [ -L .env ]; then
    fail ".env is there already and stays as it is; to start anew, move it away first."
fi
[ -r .env.example ] || fail ".env.example is missing beside this script."

umask 077
made=$(mktemp .env.XXXXXX) || fail "cannot write into $(pwd)."
trap 'rm -f "$made"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

while IFS= read -r line; do
    case $line in
        API_AUTH_PASSWORD= | GRAFANA_ADMIN_PASSWORD=) printf '%s%s\n' "$line" "$(password)" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <.env.example >"$made"

[ "$(grep -Ec '^(API_AUTH|GRAFANA_ADMIN)_PASSWORD=[A-Za-z0-9]{32}$' "$made")" = 2 ] \
    || fail "no random passwords could be made; is /dev/urandom there?"

# A link, as it fails when somebody else was faster; a rename would overwrite.
ln "$made" .env 2>/dev/null || fail ".env is there already and stays as it is."

cat <<'END'
.env is made. Both passwords are in it, readable by you only: API_AUTH_PASSWORD and GRAFANA_ADMIN_PASSWORD.
Next:  docker compose up -d
END
