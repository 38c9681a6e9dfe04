# Devices and the office killed while they work, 20 times each: crash.mjs has the story. Sourced by
# run.sh.
# shellcheck shell=bash disable=SC2154  # run.sh has the programs and folders

crash_seed=3
timeout 600 node "$here/crash.mjs" --programs "$build" --seed $crash_seed --kills 20 || failed=1
