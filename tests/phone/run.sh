#!/usr/bin/env bash
# The phone's storage: files in a pool of handles, on a disk that forgets what was not flushed.
# Prints PASS and FAIL lines.
#   run.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
node tests/phone/pool.mjs
