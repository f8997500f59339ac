#!/usr/bin/env bash
# All tests. The parts that share nothing run side by side; those that start servers share them by lock. One more than
# there are cores: much of the time is waiting for servers and browsers.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python -m pytest -q -n "${TEST_PROCESSES:-3}" --dist loadfile --no-loadscope-reorder "$@" tests
