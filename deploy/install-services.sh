#!/usr/bin/env bash
# What the tests (`tests`, the default), `make up` (`up`), `make drill` (`drill`) and `make bench` (`bench`) need beside
# Python: RabbitMQ, PostgreSQL, nginx and Chinese fonts, and for the tests Chromium and PgBouncer. nginx is taken when it can be had: without it, the
# door of `make up` is a process of Jiandu's own.
# Installs what is missing from the system's packages when that is permitted; otherwise says what to do.
# The servers that a package starts by itself are not used: tests start private ones.
set -uo pipefail

missing=()
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || command -v rabbitmq-server >/dev/null || missing+=(rabbitmq-server)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
for name in chromium-headless-shell chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && chromium=yes; done
# The same engine without windows costs the tests a sixth less of the processor; not every system has it apart.
if apt-cache show chromium-headless-shell >/dev/null 2>&1; then browser=chromium-headless-shell; else browser=chromium; fi
[ "${chromium:-}" = yes ] || [ "${1:-tests}" != tests ] || missing+=("$browser")
fc-list 2>/dev/null | grep -i 'noto.*cjk' >/dev/null || missing+=(fonts-noto-cjk fontconfig)
wished=()
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || wished+=(nginx-light)
[ "${1:-tests}" != tests ] || [ -x /usr/sbin/pgbouncer ] || command -v pgbouncer >/dev/null || missing+=(pgbouncer)
[ "${1:-tests}" != drill ] || ls /usr/lib*/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || wished+=(libfaketime)
if [ "${1:-tests}" = bench ]; then
  command -v wrk >/dev/null || missing+=(wrk)
  # With these the relay is also measured beside a client in C.
  [ -e /usr/include/amqp.h ] || [ -e /usr/include/rabbitmq-c/amqp.h ] || wished+=(librabbitmq-dev)
  command -v gcc >/dev/null || command -v cc >/dev/null || wished+=(gcc libc6-dev)
fi
[ $((${#missing[@]} + ${#wished[@]})) -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=(sudo -n); else
    [ ${#missing[@]} -eq 0 ] && exit 0
    echo "Needed: ${missing[*]}. Install them with: sudo apt-get install ${missing[*]}" >&2
    [ "${REQUIRE_SERVICES:-}" = 1 ] && exit 1
    exit 0
  fi
fi
if ! command -v apt-get >/dev/null; then
  [ ${#missing[@]} -eq 0 ] && exit 0
  echo "Needed: ${missing[*]}; install them by this system's own means." >&2
  [ "${REQUIRE_SERVICES:-}" = 1 ] && exit 1
  exit 0
fi
echo "Installing: ${missing[*]} ${wished[*]}"
export DEBIAN_FRONTEND=noninteractive
install() { "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
[ ${#missing[@]} -eq 0 ] || install "${missing[@]}" || { "${sudo[@]}" apt-get update -qq && install "${missing[@]}"; } || {
  echo "Could not install: ${missing[*]}" >&2
  [ "${REQUIRE_SERVICES:-}" = 1 ] && exit 1
}
[ ${#wished[@]} -eq 0 ] || install "${wished[@]}" || echo "Could not install: ${wished[*]}; going on without." >&2
exit 0
