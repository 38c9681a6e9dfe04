# The build for browsers: sourced by ./dev. Needs root, cache, logs, need_packages, need_node and
# say from there.

# Only what Ed25519, X25519, scrypt, SHA-2 and ChaCha20-Poly1305 need to stand on.
openssl_options="linux-generic32 no-asm no-threads no-shared no-dso no-engine no-module no-tests
no-ui-console no-sock no-stdio no-autoload-config no-legacy no-srp no-ct no-ocsp no-cmp no-ts
no-aria no-bf no-camellia no-cast no-des no-idea no-md4 no-mdc2 no-rc2 no-rc4 no-rmd160 no-seed
no-sm2 no-sm3 no-sm4 no-whirlpool -O2"

# What deflating and inflating memory takes: nothing that reads or writes files.
zlib_files="adler32.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c zutil.c"

# What the C++ of core/ sees of Debian's packages: three header folders, libcrypto and zlib. They
# get a folder of their own: -I/usr/include would bring the machine's libc headers along.
wasm_sysroot() {
    local version dir zlib
    for version in $(pins openssl); do
        dir=$(openssl_folder "$version")
        [ ! -e "$dir/lib/libcrypto.a" ] || break
        dir=
    done
    if [ -z "$dir" ]; then dir=$(build_wasm_library openssl) || return 1; fi
    for version in $(pins zlib); do
        zlib=$(zlib_folder "$version")
        [ ! -e "$zlib/lib/libz.a" ] || break
        zlib=
    done
    if [ -z "$zlib" ]; then zlib=$(build_wasm_library zlib) || return 1; fi
    ln -sfn "$zlib/lib/libz.a" "$dir/lib/libz.a"
    local headers
    for headers in zlib.h zconf.h; do
        ln -sfn "$zlib/include/$headers" "$dir/include/$headers"
    done
    for headers in boost cereal catch2; do
        ln -sfn "/usr/include/$headers" "$dir/include/$headers"
    done
    echo "$dir"
}

# Other options make another library: they are part of the name.
openssl_folder() {  # version
    echo "$cache/wasm-openssl-$1-$(sha256sum <<<"$openssl_options" | cut -c 1-8)"
}

zlib_folder() { echo "$cache/wasm-zlib-$1"; }  # version

# Versions we know the checksum of, in the order we try them. Debian's mirrors drop old ones, so
# that the first is not always to be had.
pins() {  # package
    sed -n "s/.* $1_\\(.*\\)\\.orig\\.tar\\..*/\\1/p" "$root/platform/build/$1.sha256"
}

# Prints the folder it made. Each step checks itself: `set -e` does not reach into a caller's `||`.
build_wasm_library() {  # package
    local package=$1 work version
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/wasm-$package.XXXXXX")
    pushd "$work" >/dev/null || return 1
    for version in $(pins "$package"); do
        rm -f "$package"_*
        if fetch_debian_source "$package" "$version" && check_source "$package" "$version"; then
            break
        fi
        version=
    done
    if [ -z "$version" ]; then
        say "none of the pinned sources of $package is on this machine's package mirror:" \
            "add the checksum of a newer one to platform/build/$package.sha256"
    elif say "building $package $version for WebAssembly (two minutes at most, once)" &&
        dpkg-source --no-check -x "$package"_*.dsc source >/dev/null && "compile_$package"; then
        mv -T "$work/out" "$("${package}_folder" "$version")" 2>/dev/null
    fi
    popd >/dev/null || return 1
    rm -rf "$work"
    version=$("${package}_folder" "$version")
    [ -e "$version/lib" ] && echo "$version"
}

# Source packages come from where this machine gets its packages, so that no host is named here.
fetch_debian_source() {  # package, upstream version
    local package=$1 apt=$PWD/apt file
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
    full=$(private_apt apt-cache showsrc "$package" |
        sed -n "s/^Version: \(\([0-9]*:\)\{0,1\}$2-.*\)/\1/p" | head -n 1)
    [ -n "$full" ] && private_apt apt-get -qq source --download-only "$package=$full" >&2
}

private_apt() {  # command arguments...; the machine's own package lists stay as they are
    local command=$1 apt=$PWD/apt
    shift
    "$command" -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$apt/parts" \
        -o "Dir::State::Lists=$apt/state" -o "Dir::Cache::Archives=$apt/archives" \
        -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache= -o APT::Sandbox::User=root "$@"
}

check_source() {  # package, upstream version
    grep " $1_$2[.-]" "$root/platform/build/$1.sha256" | sha256sum --check --quiet >&2
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

compile_zlib() {
    local file
    (
        cd source && mkdir -p ../out/lib ../out/include &&
            for file in $zlib_files; do
                emcc -O2 -c "$file" -o "${file%.c}.o" >>build.log 2>&1 || exit 1
            done &&
            emar rcs ../out/lib/libz.a ./*.o && cp zlib.h zconf.h ../out/include/
    ) || { tail -n 40 source/build.log >&2; return 1; }
}

wasm_environment() {
    need_packages emscripten dpkg-dev patch perl make
    need_node
    export NODE_PATH=/usr/share/nodejs  # where Debian's emscripten looks for its own modules
}
