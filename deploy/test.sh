#!/usr/bin/env bash
# All tests. The parts that share nothing run side by side; those that start servers share them by lock.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python -m pytest -q -n "${TEST_PROCESSES:-2}" --dist loadfile --no-loadscope-reorder "$@" tests
