#!/usr/bin/env bash
# What the tests and `make up` need beside Python: RabbitMQ, PostgreSQL, nginx, a pooler, Chromium and Chinese fonts.
# Installs what is missing from the system's packages when that is permitted; otherwise says what to do.
# The servers that a package starts by itself are not used: tests start private ones.
set -uo pipefail

missing=()
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || command -v rabbitmq-server >/dev/null || missing+=(rabbitmq-server)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing+=(nginx-light)
[ -x /usr/sbin/pgbouncer ] || command -v pgbouncer >/dev/null || missing+=(pgbouncer)
for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && chromium=yes; done
[ "${chromium:-}" = yes ] || missing+=(chromium)
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk fontconfig)
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=(sudo -n); else
    echo "The tests need: ${missing[*]}. Install them with: sudo apt-get install ${missing[*]}" >&2
    [ "${REQUIRE_SERVICES:-}" = 1 ] && exit 1
    exit 0
  fi
fi
if ! command -v apt-get >/dev/null; then
  echo "The tests need: ${missing[*]}; install them by this system's own means." >&2
  [ "${REQUIRE_SERVICES:-}" = 1 ] && exit 1
  exit 0
fi
echo "Installing for the tests: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
install() { "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
install "${missing[@]}" || { "${sudo[@]}" apt-get update -qq && install "${missing[@]}"; } || {
  echo "Could not install: ${missing[*]}" >&2
  [ "${REQUIRE_SERVICES:-}" = 1 ] && exit 1
}
exit 0
