#!/usr/bin/env bash
# Make the secrets of one house, one file each, in FOLDER; what is there already stays as it is.
# master_key opens everything that is sealed: keep a copy of it elsewhere, apart from the databases' copies.
set -euo pipefail
folder=${1:?usage: deploy/make-secrets.sh FOLDER}
umask 077
mkdir -p "$folder"
secret() { # NAME BYTES
  [ -s "$folder/$1" ] || od -An -vtx1 -N"$2" /dev/urandom | tr -d ' \n' >"$folder/$1"
  chmod "${SECRET_MODE:-400}" "$folder/$1"
}
secret master_key 32
secret postgres_password 24
secret rabbitmq_cookie 24
for service in intake triage investigation; do
  secret "${service}_database_password" 24
  secret "${service}_owner_password" 24
  secret "broker_${service}_password" 24
done
secret broker_operator_password 24
