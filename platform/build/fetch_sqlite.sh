#!/usr/bin/env bash
# Fetches the SQLite3 Multiple Ciphers amalgamation into the folder named by $1.
# It comes from an npm package, because that is where its authors publish it as ready C source;
# no JavaScript of the package is used or run.
set -euo pipefail

package=better-sqlite3-multiple-ciphers
version=12.11.1
sha256=01388c78f46ce63c6aec021f67b364cc67bd637edba64f7add0c0230ce5f777a

target=$1
mkdir -p "$(dirname "$target")"
# Beside the target, so that the last step is one rename: two builds at once do no harm.
work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "$package@$version" >/dev/null
echo "$sha256  $package-$version.tgz" | sha256sum --check --quiet
tar -xzf "$package-$version.tgz" --strip-components=3 \
    package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
rm "$package-$version.tgz"
[ -e "$target/sqlite3.c" ] || mv -T "$work" "$target"
