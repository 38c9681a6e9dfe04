# The build for browsers: sourced by ./dev. Needs root, cache, logs, need_packages, need_node and
# say from there.

# Only what Ed25519, X25519, scrypt, SHA-2 and ChaCha20-Poly1305 need to stand on.
openssl_options="linux-generic32 no-asm no-threads no-shared no-dso no-engine no-module no-tests
no-ui-console no-sock no-stdio no-autoload-config no-legacy no-srp no-ct no-ocsp no-cmp no-ts
no-aria no-bf no-camellia no-cast no-des no-idea no-md4 no-mdc2 no-rc2 no-rc4 no-rmd160 no-seed
no-sm2 no-sm3 no-sm4 no-whirlpool -O2"

# What the C++ of core/ sees of Debian's packages: three header folders and libcrypto. They get a
# folder of their own, since -I/usr/include would bring the machine's libc headers along.
wasm_sysroot() {
    local version dir
    for version in $(openssl_pins); do
        dir=$(openssl_folder "$version")
        [ ! -e "$dir/lib/libcrypto.a" ] || break
        dir=
    done
    if [ -z "$dir" ]; then dir=$(build_wasm_openssl) || return 1; fi
    local headers
    for headers in boost cereal catch2; do
        ln -sfn "/usr/include/$headers" "$dir/include/$headers"
    done
    echo "$dir"
}

# Other options make another library: they are part of the name.
openssl_folder() {  # version
    echo "$cache/wasm-openssl-$1-$(sha256sum <<<"$openssl_options" | cut -c 1-8)"
}

# Versions we know the checksum of, in the order we try them. Debian's mirrors drop old ones, so
# that the first is not always to be had.
openssl_pins() {
    sed -n 's/.*openssl_\(.*\)\.orig\.tar\.gz$/\1/p' "$root/platform/build/openssl.sha256"
}

# Prints the folder it made. Each step checks itself: `set -e` does not reach into a caller's `||`.
build_wasm_openssl() {
    local work version
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/wasm-openssl.XXXXXX")
    pushd "$work" >/dev/null || return 1
    for version in $(openssl_pins); do
        rm -f openssl_*
        if fetch_debian_source "$version" && check_openssl_source "$version"; then break; fi
        version=
    done
    if [ -z "$version" ]; then
        say "none of the pinned OpenSSL sources is on this machine's package mirror:" \
            "add the checksum of a newer one to platform/build/openssl.sha256"
    elif say "building libcrypto $version for WebAssembly (about two minutes, once)" &&
        dpkg-source --no-check -x openssl_*.dsc source >/dev/null && compile_openssl; then
        mv -T "$work/out" "$(openssl_folder "$version")" 2>/dev/null
    fi
    popd >/dev/null || return 1
    rm -rf "$work"
    version=$(openssl_folder "$version")
    [ -e "$version/lib/libcrypto.a" ] && echo "$version"
}

# Source packages come from where this machine gets its packages, so that no host is named here.
fetch_debian_source() {  # upstream version
    local apt=$PWD/apt file
    if [ ! -d "$apt" ]; then
        mkdir -p "$apt/parts" "$apt/state/partial" "$apt/archives/partial"
        for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
            case $file in
            *.list) [ ! -e "$file" ] ||
                sed -n 's/^deb /deb-src /p' "$file" >"$apt/parts/${file##*/}" ;;
            *.sources) sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/parts/${file##*/}" ;;
            esac
        done
        private_apt apt-get -qq update >&2 || return 1
    fi
    local full
    full=$(private_apt apt-cache showsrc openssl | sed -n "s/^Version: \($1-.*\)/\1/p" | head -n 1)
    [ -n "$full" ] && private_apt apt-get -qq source --download-only "openssl=$full" >&2
}

private_apt() {  # command arguments...; the machine's own package lists stay as they are
    local command=$1 apt=$PWD/apt
    shift
    "$command" -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$apt/parts" \
        -o "Dir::State::Lists=$apt/state" -o "Dir::Cache::Archives=$apt/archives" \
        -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache= -o APT::Sandbox::User=root "$@"
}

check_openssl_source() {  # upstream version
    grep "openssl_$1[.-]" "$root/platform/build/openssl.sha256" | sha256sum --check --quiet >&2
}

compile_openssl() {
    (
        # shellcheck disable=SC2086  # the options are words
        cd source && CC=emcc AR=emar RANLIB=emranlib ./Configure $openssl_options >build.log 2>&1 &&
            make -j"$(nproc)" build_generated libcrypto.a >>build.log 2>&1 &&
            mkdir -p ../out/lib && cp libcrypto.a ../out/lib/ &&
            mkdir -p ../out/include && cp -r include/openssl ../out/include/
    ) || { tail -n 40 source/build.log >&2; return 1; }
}

wasm_environment() {
    need_packages emscripten dpkg-dev patch perl make
    need_node
    export NODE_PATH=/usr/share/nodejs  # where Debian's emscripten looks for its own modules
}
