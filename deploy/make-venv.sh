#!/usr/bin/env bash
# Make the virtual environment: PYTHON VENV. Says what to install when the machine cannot.
set -euo pipefail
python=$1 venv=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Jiandu needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python3.11" >&2
  exit 1
fi
if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
  # Debian keeps ensurepip in a package of its own.
  rm -rf "$venv"
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get install -y -qq python3-venv >/dev/null || { apt-get update -qq; apt-get install -y -qq python3-venv >/dev/null; }
    "$python" -m venv "$venv"
  else
    echo "Python cannot make virtual environments here; install them with: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
