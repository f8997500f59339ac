#!/usr/bin/env bash
# All tests. The parts that share nothing run side by side; those that start servers share them by lock. Four, also on
# two cores: much of the time is waiting for servers and browsers. Types and imports are checked beside them, by one
# process for most of a minute; what is wrong with those is told at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE # each process would make ready anew what the next run could read

told=$(mktemp)
make --no-print-directory types >"$told" 2>&1 &
types=$!
trap 'kill %1 2>/dev/null || true; rm -f "$told"' EXIT

# All processes would compile the same files at once.
.venv/bin/python -m compileall -q -j 0 -x '/test_|/static/' services shared deploy tests

all() { .venv/bin/python -m pytest -q --cache-clear -n "${TEST_PROCESSES:-4}" --dist loadfile --no-loadscope-reorder "$@" tests; }

# Servers and browsers under a load that is not ours may be starved for longer than a test waits for them. So up to
# three that failed are tried once more, with the machine to themselves; their first failure stays in the output above,
# to be looked into. What fails twice has failed, and so have more than three.
again() {
  local failed
  failed=$(.venv/bin/python -c 'import json; print(len(json.load(open(".pytest_cache/v/cache/lastfailed"))))')
  [ "$failed" -le 3 ] || return 1
  echo "== $failed failed beside the others; once more, alone:"
  .venv/bin/python -m pytest -q --last-failed --last-failed-no-failures none tests
}

status=0
all "$@" || status=$?
[ "$status" -ne 1 ] || { again && status=0; } || status=$?
wait "$types" || { status=$?; echo "== types and imports (make types):"; cat "$told"; }
exit "$status"
